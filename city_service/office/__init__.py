"""The back office: web pages for officials, and the acts behind them."""
