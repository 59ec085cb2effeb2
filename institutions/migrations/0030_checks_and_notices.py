import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.models.codes


class Migration(migrations.Migration):

    dependencies = [
        ("institutions", "0020_preview_and_unpublishing"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NoticePreference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rhythm', models.CharField(choices=[('at_once', 'At once, one e-mail for each'), ('daily', 'Together, every working morning'), ('weekly', 'Together, on the first working morning of the week'), ('waiting', 'At once, and only what waits for me')], default='at_once', max_length=10, verbose_name='How often')),
                ('kinds_off', core.models.codes.CodesField(blank=True, default=list, max_length=300, verbose_name='Send me no e-mail about')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='notice_preference', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'e-mail setting',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CheckAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='check')),
                ('fingerprint', models.CharField(max_length=32, verbose_name='fingerprint')),
                ('text', models.CharField(blank=True, max_length=500, verbose_name='answer')),
                ('answered_at', models.DateTimeField(auto_now=True, verbose_name='answered')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='check_answers', to=settings.WAGTAIL_PAGE_MODEL)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='check_answers', to='wagtailcore.revision')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='check_answers', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'answer to a warning',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('revision', 'fingerprint'), name='check_answer_once_a_revision')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('submitted', 'Something waits for my approval'), ('approved', 'A step approved what I sent'), ('returned', 'What I sent came back for correction'), ('cancelled', 'The approval of what I sent was cancelled'), ('published', 'What I wrote was published'), ('scheduled', 'What I wrote will be published at a set time'), ('expiring', 'What I wrote will soon be taken down'), ('review_due', 'What I wrote is due for review'), ('task_reminder', 'An approval is due soon'), ('task_overdue', 'An approval is late'), ('escalated', 'A late approval was passed on to me'), ('comment', 'Somebody commented on a page that I follow'), ('unpublished', 'What I wrote was taken down'), ('access_changed', 'What I may do on the portal changed'), ('preview_made', 'A preview link was made for what I wrote')], max_length=20, verbose_name='kind')),
                ('facts', models.JSONField(default=dict, verbose_name='facts')),
                ('event', models.CharField(blank=True, max_length=120, verbose_name='event')),
                ('is_collected', models.BooleanField(default=False, verbose_name='sent together with others')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='written')),
                ('due_at', models.DateTimeField(verbose_name='due')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sent', 'Sent'), ('dropped', 'Not sent: no longer of use to the person')], default='waiting', max_length=10, verbose_name='state')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='settled')),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.WAGTAIL_PAGE_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'notice',
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('is_collected', True), ('state', 'waiting')), fields=['due_at'], name='notice_collected_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('event', ''), _negated=True), fields=('user', 'kind', 'event'), name='notice_once_an_event')],
            },
        ),
    ]
