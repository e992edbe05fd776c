"""依申请公开: what follows the answer to a request: 复议 and 诉讼, and disclosure to all."""
