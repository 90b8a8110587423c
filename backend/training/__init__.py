"""What every training in TensorFlow needs: the run and its steps, networks, losses, optimizers, schedules, random numbers, the device."""
