"""The drawn data model says what the models say."""

from tests import data_model


def test_the_page_of_the_data_model_is_as_the_models_are():
    assert data_model.PAGE.read_text() == data_model.page(), "run `make data-model`"
