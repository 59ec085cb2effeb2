
import django.db.models.deletion
import feedback.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0006_received_title'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PageRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(editable=False, max_length=500, verbose_name='address')),
                ('page_title', models.CharField(editable=False, max_length=255, verbose_name='title of the page')),
                ('language', models.CharField(editable=False, max_length=12, verbose_name='language')),
                ('kind', models.CharField(choices=[('error', 'There is an error on this page'), ('useful', 'This page was useful'), ('not_useful', 'This page was not useful')], editable=False, max_length=12, verbose_name='kind')),
                ('text', models.TextField(blank=True, editable=False, max_length=2000, verbose_name='what the reader wrote')),
                ('sent_on', models.DateField(default=feedback.models.today, editable=False, verbose_name='sent on')),
                ('state', models.CharField(choices=[('new', 'New'), ('handled', 'Handled'), ('dismissed', 'Dismissed')], default='new', max_length=12, verbose_name='state')),
                ('note', models.TextField(blank=True, help_text='What was corrected, or why nothing was. Readers never see it.', max_length=2000, verbose_name='note for colleagues')),
                ('handled_on', models.DateField(editable=False, null=True, verbose_name='handled on')),
                ('handled_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handled by')),
                ('institution', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.institution', verbose_name='institution')),
                ('page', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'remark of a reader',
                'verbose_name_plural': 'readers’ remarks',
                'ordering': ['-sent_on', '-pk'],
                'default_permissions': ('view', 'change'),
                'indexes': [models.Index(fields=['page', 'sent_on'], name='page_remark_page_day'), models.Index(fields=['state', 'sent_on'], name='page_remark_state_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'error'), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='page_remark_error_says_what'), models.CheckConstraint(condition=models.Q(models.Q(('handled_on__isnull', True), ('state', 'new')), models.Q(models.Q(('state', 'new'), _negated=True), ('handled_on__isnull', False)), _connector='OR'), name='page_remark_handled_has_a_day')],
            },
        ),
    ]
