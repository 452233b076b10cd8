"""A language server: problems, keys, completion and places of content, in any editor that speaks LSP."""
