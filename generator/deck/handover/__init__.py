"""What of somebody's template may be handed on with a deck: active parts and private data are left out, by name."""
