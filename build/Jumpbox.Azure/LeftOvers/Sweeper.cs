using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>
/// Finds the pipeline's resources for a sweep, and deletes what the sweep plan lists after checking each again.
/// </summary>
public sealed class Sweeper
{
    private readonly AzureSession _azure;
    private readonly JumpboxSettings _settings;
    private readonly Names _names;
    private readonly Ownership _ownership;
    private readonly SweptImages _images;
    private readonly StagingGroups _stagingGroups;
    private readonly CleanUp _cleanUp;
    private readonly Action<string> _say;

    /// <summary>Creates an instance for the settings.</summary>
    /// <param name="azure">The session.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="cleanUp">Deletes templates.</param>
    /// <param name="say">Receives the reason for each wait.</param>
    public Sweeper(AzureSession azure, JumpboxSettings settings, CleanUp cleanUp, Action<string> say)
    {
        _azure = azure;
        _settings = settings;
        _cleanUp = cleanUp;
        _say = say;
        _names = new Names(settings);
        _ownership = new Ownership(azure, settings);
        _images = new SweptImages(azure, settings);
        _stagingGroups = new StagingGroups(azure, settings, _ownership);
    }

    /// <summary>Finds the pipeline's resources.</summary>
    /// <param name="contentHash">The content of the current settings, whose template and image are not leftovers.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">Something could not be read, so nothing can be considered unused.</exception>
    public async Task<IReadOnlyList<FoundThing>> ReadAsync(string contentHash, CancellationToken cancellationToken)
    {
        IReadOnlyList<FoundThing>[] parts = await Task.WhenAll(
            ReadOthersAsync(contentHash, cancellationToken),
            _images.ReadAsync(contentHash, cancellationToken)
        );
        return [.. parts.SelectMany(part => part)];
    }

    private async Task<IReadOnlyList<FoundThing>> ReadOthersAsync(
        string contentHash,
        CancellationToken cancellationToken
    )
    {
        // A template without the pipeline's tag is not deleted, but its staging group is still in use.
        IReadOnlyList<ImageTemplate> templates = await _azure
            .ImageTemplates.ListAsync(_settings.SubscriptionId, cancellationToken, _settings.ResourceGroups.Builder)
            .ToListAsync(cancellationToken);
        Task<IReadOnlyList<FoundThing>>[] parts =
        [
            TemplatesAsync(
                [.. templates.Where(template => _ownership.IsOurs(template.Tags))],
                contentHash,
                cancellationToken
            ),
            _stagingGroups.ReadAsync(templates, cancellationToken),
            AssignmentsAsync(cancellationToken),
            ProbesAsync(cancellationToken),
        ];
        return [.. (await Task.WhenAll(parts)).SelectMany(part => part).Select(thing => NameProof.Hold(thing, _names))];
    }

    /// <summary>Deletes leftovers, except what has come into use since they were found.</summary>
    /// <param name="leftOvers">The leftovers of the sweep plan.</param>
    /// <param name="rules">What may be deleted.</param>
    /// <param name="now">The time of the sweep plan.</param>
    /// <param name="contentHash">See <see cref="ReadAsync"/>.</param>
    /// <param name="downloadLogs">Downloads the logs of a template's last build.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The outcome of each leftover.</returns>
    /// <exception cref="AzureFailure">References could not be read.</exception>
    public async Task<IReadOnlyList<CleanedItem>> RemoveAsync(
        IReadOnlyList<LeftOver> leftOvers,
        SweepRules rules,
        DateTimeOffset now,
        string contentHash,
        Func<ImageTemplate, Task> downloadLogs,
        CancellationToken cancellationToken
    )
    {
        Removal removal = new(_azure, _say);
        Dictionary<string, FoundThing> things = (await ReadOthersAsync(contentHash, cancellationToken))
            .DistinctBy(thing => thing.Id, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(thing => thing.Id, StringComparer.OrdinalIgnoreCase);
        foreach (LeftOver leftOver in leftOvers)
        {
            if (!things.TryGetValue(leftOver.Id, out FoundThing? thing))
            {
                continue;
            }
            if (thing.Held is { } held)
            {
                removal.Leave(leftOver.Id, held);
            }
            else
            {
                await RemoveAsync(removal, leftOver, downloadLogs, cancellationToken);
            }
        }
        await _images.RemoveAsync(
            removal,
            [.. leftOvers.Where(leftOver => leftOver.Kind == LeftOverKind.Image)],
            rules,
            now,
            contentHash,
            cancellationToken
        );
        return removal.Items;
    }

    private async Task RemoveAsync(
        Removal removal,
        LeftOver leftOver,
        Func<ImageTemplate, Task> downloadLogs,
        CancellationToken cancellationToken
    )
    {
        string id = leftOver.Id;
        switch (leftOver.Kind)
        {
            case LeftOverKind.Template:
                ImageTemplate? template = await removal.TryAsync(
                    id,
                    () => _azure.ImageTemplates.GetAsync(ResourceId.Parse(id), cancellationToken)
                );
                // A build that was started since is not cancelled.
                if (template is { LastRun.IsRunning: false })
                {
                    await _cleanUp.RemoveAsync(removal, template, isReserved: false, downloadLogs, cancellationToken);
                }
                break;
            case LeftOverKind.StagingGroup:
                ResourceId group = ResourceId.Parse(id);
                await removal.RemoveAsync(
                    id,
                    ApiVersions.Resources,
                    () =>
                        _azure.ResourceGroups.DeleteAsync(group.SubscriptionId, group.ResourceGroup, cancellationToken),
                    cancellationToken,
                    () => _stagingGroups.HeldAsync(group, cancellationToken)
                );
                break;
            case LeftOverKind.Probe:
                await RemoveProbeAsync(removal, ResourceId.Parse(id), cancellationToken);
                break;
            case LeftOverKind.RoleAssignment:
                await removal.RemoveAsync(
                    id,
                    ApiVersions.Authorization,
                    async () =>
                    {
                        await _azure.RoleAssignments.DeleteAsync(id, cancellationToken);
                        return null;
                    },
                    cancellationToken
                );
                break;
        }
    }

    private async Task<IReadOnlyList<FoundThing>> TemplatesAsync(
        IReadOnlyList<ImageTemplate> templates,
        string contentHash,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyDictionary<string, DateTimeOffset?> made = await CreationTimesAsync(
            _settings.ResourceGroups.Builder,
            cancellationToken
        );
        return
        [
            .. templates.Select(template => new FoundThing(
                LeftOverKind.Template,
                template.Id.ToString(),
                made.GetValueOrDefault(template.Id.ToString()) ?? template.LastRun.Started,
                template.IsBroken ? "Azure failed to create it"
                    : template.Id != _names.Template(contentHash) ? "the current settings produce different content"
                    : null,
                template.LastRun.IsRunning ? "a build of it is running"
                    : template.HasVhd ? "its staging group contains the VHD that it created"
                    : null
            )),
        ];
    }

    // A disk has no tags of its own: it is deleted with its machine.
    private async Task RemoveProbeAsync(Removal removal, ResourceId id, CancellationToken cancellationToken)
    {
        if (
            await ThrowawayRemoval.RemoveAsync(removal, _azure, id, cancellationToken)
            && ThrowawayRemoval.DiskOf(id) is { } disk
        )
        {
            _ = await ThrowawayRemoval.RemoveAsync(removal, _azure, disk, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<FoundThing>> ProbesAsync(CancellationToken cancellationToken)
    {
        ResourceId[] ids =
        [
            .. ThrowawayRemoval
                .OfProbe(_names)
                .Concat(ThrowawayRemoval.OfSmoke(_names))
                .Where(id => !ThrowawayRemoval.IsDisk(id)),
        ];
        JsonObject?[] found = await Task.WhenAll(
            ids.Select(id => _azure.GetAsync($"{id}", ThrowawayRemoval.VersionOf(id), cancellationToken))
        );
        return
        [
            .. ids.Zip(found)
                .Where(pair => pair.Second is not null)
                .Select(pair => new FoundThing(
                    LeftOverKind.Probe,
                    $"{pair.First}",
                    ThrowawayTags.Started(pair.Second!),
                    "its run ended without deleting it",
                    ThrowawayTags.Held(pair.Second!, _names.Owner, false, _azure.Options.Time.GetUtcNow())
                )),
        ];
    }

    private async Task<IReadOnlyList<FoundThing>> AssignmentsAsync(CancellationToken cancellationToken)
    {
        string? principal = (await _azure.Identities.GetAsync(_names.Identity, cancellationToken))?.PrincipalId;
        return await _azure
            .RoleAssignments.ListAsync(_names.Subscription, cancellationToken)
            .Where(assignment =>
                Ownership.IsNamedByTemplate(assignment, _names.Identity)
                && !assignment.PrincipalId.Equals(principal, StringComparison.OrdinalIgnoreCase)
            )
            .Select(assignment => new FoundThing(
                LeftOverKind.RoleAssignment,
                assignment.Id,
                assignment.CreatedOn,
                $"its principal {assignment.PrincipalId} no longer exists",
                null
            ))
            .ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyDictionary<string, DateTimeOffset?>> CreationTimesAsync(
        string group,
        CancellationToken cancellationToken
    )
    {
        Dictionary<string, DateTimeOffset?> made = new(StringComparer.OrdinalIgnoreCase);
        await foreach (
            ResourceSummary resource in _azure.ResourceGroups.ListResourcesAsync(
                _settings.SubscriptionId,
                group,
                cancellationToken
            )
        )
        {
            made[resource.Id] = resource.Created;
        }
        return made;
    }
}
