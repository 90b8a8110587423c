/** What is wrong in §VI of the tutorial. */

import { Erratum } from "../../components/lab.js";
import { html } from "../../lib/html.js";

export const GanErratum = () => html`<${Erratum}>
  <p>
    <b>The discriminator is never trained.</b> The tutorial’s code freezes it <em>before</em> compiling it: Keras warns that it
    “does not have any trainable weights”, and the generator is trained against random weights. After 1,000 iterations of that code on
    4,000 digits, no weight of the discriminator had changed, and it took generated images for real with a mean D(G(z)) of 99.9 %
    (real ones: 43.5 %); the images were noise. Here both networks are trained, as the text intends: after 5,000 iterations the
    shipped run has 37 % on generated images and 55 % on real ones.
  </p>
  <p>
    <b>Dense, not convolutional.</b> The text calls the discriminator “a standard convolutional network”; the code has Dense(512),
    Dense(256), Dense(1) with 533,505 parameters for MNIST (28×28) and no convolution. The preset Convolutional has the architecture of the
    text; the model summaries show both.
  </p>
  <p>
    <b>Iterations, not epochs.</b> <code>epochs=5000</code> counts iterations of one batch of 32 each, 160,000 images: 2.7 passes over the
    60,000 training images of MNIST.
  </p>
  <p>
    <b>Not zero-sum.</b> If training were zero-sum, the losses would add up to 0. With J<sub>G</sub> = −ln D(G(z)), the non-saturating
    loss of the code, they do not: in equilibrium, D = ½, J<sub>D</sub> + J<sub>G</sub> = 2 ln 2 = 1.386. With
    J<sub>G</sub> = −J<sub>D</sub> the sum would be 0 at every iteration; under the curves above stands the sum of this run.
  </p>
<//>`;
