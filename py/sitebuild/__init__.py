"""Build time only: MkDocs hooks, the engine bundle, the content policy."""
