/** What the tutorial’s text and code get wrong in §VI. */

import { Erratum } from "../../components/lab.js";
import { html } from "../../lib/html.js";

export const GanErratum = () => html`<${Erratum}>
  The tutorial’s code freezes the discriminator <em>before</em> compiling it, so the discriminator is never trained: Keras warns that it “does
  not have any trainable weights”, and the generator is trained against the random initial weights of the discriminator. Here both networks
  are trained, as the text intends. The text calls the networks convolutional, the code uses dense layers; the preset Convolutional has the
  architecture of the text. What the code calls <code>epochs=5000</code> are iterations, one batch each, not passes over the training images.
  And the objective is called zero-sum, but with the generator loss −ln D(G(z)), the non-saturating one, J<sub>G</sub> ≠
  −J<sub>D</sub>.
<//>`;
