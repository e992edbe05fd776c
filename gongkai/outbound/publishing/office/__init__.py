"""Staff screens of publishing: lists, an edition from draft to withdrawal, settings."""
