/** What is wrong in §VI of the tutorial. */

import { Erratum } from "../../components/lab.js";
import { html } from "../../lib/html.js";

export const GanErratum = () => html`<${Erratum}>
  <p>
    <b>The discriminator is never trained.</b> The tutorial’s code freezes it <em>before</em> compiling it: Keras warns that it
    “does not have any trainable weights”, and the generator is trained against random weights. Here both networks are trained, as the text
    intends.
  </p>
  <p>
    <b>Dense, not convolutional.</b> The text describes convolutional networks, the code uses dense layers. The preset Convolutional
    has the architecture of the text.
  </p>
  <p>
    <b>Iterations, not epochs.</b> <code>epochs=5000</code> counts iterations of one batch each, not passes over the training
    images.
  </p>
  <p>
    <b>Not zero-sum.</b> With the non-saturating generator loss −ln D(G(z)), J<sub>G</sub> is not −J<sub>D</sub>.
  </p>
<//>`;
