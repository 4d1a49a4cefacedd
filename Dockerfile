FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /crm
COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/base.txt
COPY manage.py ./
COPY crm_backend crm_backend
COPY common common
COPY users users
COPY applications applications
COPY workspace workspace
COPY api api
# Needs no settings: it is the only command without the checks of crm_backend/production.py.
RUN python manage.py collectstatic --noinput
RUN useradd --system --home /crm crm && mkdir /media && chown crm /media
USER crm
