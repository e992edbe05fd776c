"""What people write and read: files taken in, drafts, the public reading pages."""
