import pytest
from flask import Flask
from flask.testing import FlaskClient

from recommender.web.app import create_app


@pytest.fixture(scope="session")
def app(training, example_folder) -> Flask:
    app = create_app(example_folder)
    app.testing = True
    return app


@pytest.fixture
def client(app) -> FlaskClient:
    return app.test_client()
