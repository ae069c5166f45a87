"""What a worker process runs: configuration from the environment, a pool of its own, the application."""

import logging
import os
from pathlib import Path

from fastapi import FastAPI

from city_service.config import config_of_environment
from city_service.database import make_pool
from city_service.keys import load_keys
from city_service.log import set_up_log
from city_service.service import create_app


def app() -> FastAPI:
    """`uvicorn --factory city_service.asgi:app`. The schema is brought up to date by `city-service serve` or `migrate` before."""
    set_up_log()
    config = config_of_environment(os.environ)
    if not config.database_url or not config.office_token:
        raise SystemExit("CITY_DATABASE_URL and CITY_OFFICE_TOKEN are needed")
    Path(config.data_dir).mkdir(parents=True, exist_ok=True)
    pool = make_pool(config.database_url)
    pool.open(wait=True, timeout=20)
    logging.getLogger("city_service").info("worker %s ready", os.getpid())
    made = create_app(config, pool, load_keys(pool, practice=config.practice), config.office_token)
    made.state.close = pool.close
    return made
