using System.Runtime.CompilerServices;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Customizer;
using Jumpbox.Handover;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>The image build of a template: starts or joins it, follows it, and reads its image back.</summary>
public sealed class ImageBuild
{
    private readonly AzureSession _azure;
    private readonly TemplateRecord _record;
    private readonly CustomizerPlan _plan;
    private readonly ImageTemplateRollout _template;
    private readonly ImagePlace _place;
    private readonly ImageReadBack _image;
    private readonly ResourceId _templateId;
    private readonly BegunBuild _begun;
    private readonly Action<string> _say;
    private ImageTemplate? _found;

    /// <summary>Creates an instance.</summary>
    /// <param name="azure">The session.</param>
    /// <param name="record">What Template deployed.</param>
    /// <param name="plan">The steps inside the build machine.</param>
    /// <param name="template">Compares the template with what this checkout renders.</param>
    /// <param name="place">Where its image goes.</param>
    /// <param name="say">Told where a build is joined and not begun.</param>
    internal ImageBuild(
        AzureSession azure,
        TemplateRecord record,
        CustomizerPlan plan,
        ImageTemplateRollout template,
        ImagePlace place,
        Action<string> say
    )
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(plan);
        _plan = plan;
        _template = template;
        _say = say;
        _azure = azure;
        _record = record;
        _place = place;
        _image = new ImageReadBack(azure, record, place.RunOutput);
        _templateId = ResourceId.Parse(record.TemplateId);
        _begun = new BegunBuild(azure, _templateId, record.ImageId);
    }

    /// <summary>Whether the template exists and can be built from.</summary>
    /// <exception cref="HandoverException">Another template has its name.</exception>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public async Task<bool> IsDeployedAsync(CancellationToken cancellationToken) =>
        await OursAsync(cancellationToken) is { IsReady: true };

    /// <summary>Finds the image if it has already been built from this content.</summary>
    /// <returns>The image, or null when it must be built.</returns>
    /// <exception cref="HandoverException">Another template has this name.</exception>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public async Task<BuiltImage?> FindAsync(CancellationToken cancellationToken)
    {
        Task<ImageTemplate?> asked = OursAsync(cancellationToken);
        Task<IReadOnlyDictionary<string, string>?> tagged = _record.ImageId is { } image
            ? _image.TagsAsync(ResourceId.Parse(image), cancellationToken)
            : Task.FromResult<IReadOnlyDictionary<string, string>?>(null);
        ImageTemplate? template = _found = await asked;
        IReadOnlyDictionary<string, string>? tags = await tagged;
        bool exists = tags?.GetValueOrDefault(TagNames.ContentHash) == _record.ContentHash;
        if (template is { LastRun.State: RunState.Succeeded } && (_record.ImageId is null || exists))
        {
            return await ReadBackAsync(template, cancellationToken);
        }
        if (template is not null && await FindLateAsync(template, cancellationToken) is { } late)
        {
            return late;
        }
        // The template may have been deleted and recreated since; the image's tag says what it was built from.
        return template?.LastRun.State is null or RunState.None && exists
            ? new BuiltImage(ResourceId.Parse(_record.ImageId!), null, null, null, null, [], tags!)
            : null;
    }

    /// <summary>Finds the version of a build that timed out while it was being replicated, and waits for it.</summary>
    /// <param name="template">The template after the build.</param>
    /// <param name="cancellationToken">Stops waiting; the replication continues.</param>
    /// <returns>The image; null if this is not how the build ended.</returns>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public async Task<BuiltImage?> FindLateAsync(ImageTemplate template, CancellationToken cancellationToken)
    {
        if (
            !LateVersion.IsPossible(template.LastRun)
            || _record.ImageId is not { } image
            || !ResourceId.Parse(image).IsOfType(GalleryVersions.Type)
            || await new LateVersion(_azure, _say).WaitAsync(
                ResourceId.Parse(image),
                _record.ContentHash,
                cancellationToken
            )
                is not { } version
        )
        {
            return null;
        }
        return await _image.LateAsync(template, version.Id, version.Tags, cancellationToken);
    }

    /// <summary>
    /// Starts the build, or joins the running one, and follows it to its end. A build that an earlier run started and that
    /// has since ended is not repeated: its result counts.
    /// </summary>
    /// <param name="size">The size of the build VM if a build is started; null for the template's.</param>
    /// <param name="cancellationToken">Stops watching; the build continues.</param>
    /// <returns>Every poll; the last one has the ended build.</returns>
    /// <exception cref="HandoverException">
    /// It would write over an image that must stay, or another template has this name.
    /// </exception>
    /// <exception cref="AzureFailure">It could not be begun, or could not be seen for longer than the session tolerates.</exception>
    public async IAsyncEnumerable<BuildMoment> RunAsync(
        string? size,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        // Who has just looked for the image has seen the template.
        ImageTemplate? now = _found ?? await OursAsync(cancellationToken);
        _found = null;
        if (now is { LastRun.State: RunState.Canceling })
        {
            _say("An earlier build is still being cancelled: waiting for it to end.");
            await foreach (
                RunSighting sighting in new RunWatch(_azure).WatchAsync(_templateId, null, cancellationToken)
            )
            {
                now = sighting.Template ?? now;
            }
            _begun.Settle(now!.LastRun);
        }
        if (now is not null && _begun.IsEndOf(now))
        {
            _say($"The build started by an earlier run has ended: {now.LastRun.State}.");
            _begun.Settle(now.LastRun);
            yield return new BuildMoment(new RunSighting(now, null, TimeSpan.Zero), "");
            yield break;
        }
        if (now is not { LastRun.IsRunning: true })
        {
            await _place.RefuseOverwritingAsync(_record, cancellationToken);
            await UseSizeAsync(now, size, cancellationToken);
        }
        StartedRun run = await _azure.ImageTemplates.RunAsync(_templateId, cancellationToken, now);
        if (!run.IsOurs)
        {
            _say("Attaching to the running image build.");
        }
        LogCursor cursor = LogCursor.Start;
        ImageRun last = ImageRun.Never;
        TimeProvider time = _azure.Options.Time;
        long? read = _azure.Options.LogPause > TimeSpan.Zero ? time.GetTimestamp() : null;
        await foreach (
            RunSighting sighting in new RunWatch(_azure).WatchAsync(
                _templateId,
                run.IsOurs ? run.Before : null,
                cancellationToken
            )
        )
        {
            last = sighting.Template?.LastRun ?? last;
            string news = "";
            if (
                sighting.Template is { StagingGroup: { } group, LastRun.IsRunning: true }
                && (read is not { } before || time.GetElapsedTime(before) >= _azure.Options.LogPause)
            )
            {
                read = time.GetTimestamp();
                (news, cursor) = await ReadLogAsync(group, cursor, cancellationToken);
            }
            yield return new BuildMoment(sighting, news);
        }
        _begun.Settle(last);
    }

    // An earlier attempt may have set another size.
    private async Task UseSizeAsync(ImageTemplate? found, string? size, CancellationToken cancellationToken)
    {
        if (size is null || found is null || found.VmSize.Equals(size, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }
        await _azure.ImageTemplates.SetSizeAsync(found, size, cancellationToken);
        _say(
            $"The build VM has size {size} now, instead of {(found.VmSize is { Length: > 0 } old ? old : "the default")}."
        );
    }

    /// <summary>Cancels the build and waits until it is no longer running.</summary>
    /// <returns>The ended build.</returns>
    /// <exception cref="AzureFailure">It could not be cancelled.</exception>
    public async Task<ImageRun> CancelAsync(CancellationToken cancellationToken)
    {
        ImageTemplate? template = await _azure.ImageTemplates.GetAsync(_templateId, cancellationToken);
        if (template is not { LastRun.IsRunning: true })
        {
            return template?.LastRun ?? ImageRun.Never;
        }
        if (template.LastRun.State == RunState.Running)
        {
            await _azure.ImageTemplates.CancelAsync(_templateId, cancellationToken);
        }
        _say("Waiting for Azure to cancel the build.");
        ImageRun last = template.LastRun;
        await foreach (RunSighting sighting in new RunWatch(_azure).WatchAsync(_templateId, null, cancellationToken))
        {
            last = sighting.Template?.LastRun ?? last;
        }
        _begun.Settle(last);
        return last;
    }

    /// <summary>Reads the image of a finished build.</summary>
    /// <param name="template">The template after the build.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="HandoverException">Another template has this name.</exception>
    /// <exception cref="AzureFailure">It could not be read, the image does not exist, or is another one.</exception>
    public async Task<BuiltImage> ReadBackAsync(ImageTemplate template, CancellationToken cancellationToken)
    {
        _begun.Settle(template.LastRun);
        await _template.RefuseForeignAsync(_plan, _record, template, cancellationToken);
        return await _image.ReadAsync(template, cancellationToken);
    }

    // A name proves nothing: a template that is not ours is neither built from nor read back.
    private async Task<ImageTemplate?> OursAsync(CancellationToken cancellationToken)
    {
        ImageTemplate? found = await _azure.ImageTemplates.GetAsync(_templateId, cancellationToken);
        if (found is not null)
        {
            await _template.RefuseForeignAsync(_plan, _record, found, cancellationToken);
        }
        return found;
    }

    // The live log is optional: a build must not fail because its log could not be read.
    private async Task<(string News, LogCursor Next)> ReadLogAsync(
        ResourceId group,
        LogCursor cursor,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await _azure.BuildLogs.ReadLiveAsync(group, cursor, cancellationToken);
        }
        catch (Exception broken)
            when (broken is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return ("", cursor);
        }
    }
}
