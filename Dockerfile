FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /crm
COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/base.txt
COPY manage.py ./
COPY crm_backend crm_backend
COPY users users
COPY applications applications
COPY workspace workspace
COPY api api
# Nothing of it is secret, and nothing of it is used again: only the settings have to be complete.
RUN DEBUG=false SECRET_KEY=unused FIELD_ENCRYPTION_KEYS=unused python manage.py collectstatic --noinput
RUN useradd --system --home /crm crm && mkdir /media && chown crm /media
USER crm
