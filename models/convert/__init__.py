"""Published weights to packs: Stable Video Diffusion with MOFA-Video's adapters, and SAM. See README.md."""
