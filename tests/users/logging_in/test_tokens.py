"""API tokens: hashed, for 90 days, revoked by their owner."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from freezegun import freeze_time

from features.drivers.factories import UserFactory
from tests.users.logging_in.kit import PASSWORD, WRONG, log_in, take, use
from users import tokens
from users.models import ApiToken, User

pytestmark = pytest.mark.django_db


class TestTokens:
    def test_tokens_are_unique_and_hashed(self, ben):
        first, second = take().json()["token"], take().json()["token"]
        assert first != second
        assert not ApiToken.objects.filter(digest__in=[first, second]).exists()
        assert use(first).get("/api/tokens/").json()["count"] == 2

    def test_tokens_expire_after_ninety_days(self, ben):
        with freeze_time("2025-03-14 09:00", tick=False) as clock:
            token = take().json()["token"]
            clock.move_to("2025-06-12 08:59")
            assert use(token).get("/api/tokens/").status_code == 200
            clock.move_to("2025-06-12 09:01")
            assert use(token).get("/api/tokens/").status_code == 401

    def test_tokens_require_the_second_factor(self, ben, app):
        for code in (None, "000000"):
            answer = take(code=code)
            assert (answer.status_code, answer.json()["detail"]) == (
                403,
                "Wrong e-mail address, password or code.",
            )
        assert use(take(code=app.code()).json()["token"]).get("/api/tokens/").status_code == 200

    def test_ten_tokens_per_user(self, ben, settings):
        settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_CLASSES": []}
        for _ in range(10):
            tokens.token_take(user=ben, request=None)
        answer = take()
        assert (answer.status_code, answer.json()["detail"]) == (
            409,
            "You already have 10 API tokens, the most you can have. Revoke one first.",
        )
        ApiToken.objects.update(expiry=timezone.now() - timedelta(seconds=1))
        assert take().status_code == 200
        assert ApiToken.objects.count() == 1

    def test_no_token_for_an_ended_login(self, ben):
        read_earlier = User.objects.get()
        ben.logins_end(why="asked for")
        assert tokens.token_take(user=read_earlier, request=None) is None

    def test_only_the_owner_revokes_a_token(self, ben):
        mine, other = take().json(), tokens.token_take(user=UserFactory(role="bdm"), request=None)[0]
        client = use(mine["token"])
        assert client.delete(f"/api/tokens/{other.pk}/").status_code == 404
        assert client.delete(f"/api/tokens/{mine['id']}/").status_code == 204
        assert client.get("/api/tokens/").status_code == 401
        assert ApiToken.objects.get() == other

    def test_revoke_token_on_the_page(self, client, ben):
        client.force_login(ben)
        mine, other = take().json(), tokens.token_take(user=UserFactory(), request=None)[0]
        words = {other.pk: ["There is no such API token."], mine["id"]: ["API token revoked."]}
        for pk, said in words.items():
            answer = client.post(f"/account/tokens/{pk}/revoke/", follow=True)
            assert [str(one) for one in answer.context["messages"]] == said
        assert use(mine["token"]).get("/api/tokens/").status_code == 401
        # As the second of two clicks does.
        again = client.post(f"/account/tokens/{mine['id']}/revoke/", follow=True)
        assert [str(one) for one in again.context["messages"]] == words[other.pk]
        assert ApiToken.objects.get() == other

    @pytest.mark.parametrize("token", ["", "x", "\xff" * 64, "A" * 64, "a" * 63, "a b", "a" * 64])
    def test_invalid_token_is_refused(self, token):
        assert use(token).get("/api/applications/").status_code == 401

    def test_ten_failed_attempts_lock_the_api(self, client, ben):
        for _ in range(5):
            take("wrong")
            log_in(Client(), "wrong")
        answers = {take(PASSWORD).content, take("wrong").content, take(email="nobody@example.com").content}
        assert len(answers) == 1
        assert WRONG in log_in(client).text
