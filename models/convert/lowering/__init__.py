"""Networks of `diffusers` with forward passes that become few, plain ONNX operators; parameters keep their names."""
