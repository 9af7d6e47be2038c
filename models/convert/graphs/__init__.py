"""Networks to ONNX files: traced without weights, folded, quantized, made half, written with weights beside them."""
