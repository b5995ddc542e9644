using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>
/// Verifies the lock against its sources: the files still exist, and all sources still state the same digests.
/// </summary>
/// <param name="session">The sources.</param>
public sealed class SourceCheck(PublisherSession session)
{
    /// <summary>Checks all pinned tools in parallel.</summary>
    /// <param name="pins">Catalogue and lock.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The findings in the lock's order; empty if everything is as pinned.</returns>
    public async Task<IReadOnlyList<PinFinding>> RunAsync(ToolPins pins, CancellationToken cancellationToken)
    {
        IEnumerable<Task<IReadOnlyList<PinFinding>>> checks = Known(pins)
            .Select(locked => ToolAsync(pins.Catalogue, pins.Catalogue.Find(locked.Name)!, locked, cancellationToken));
        return [.. (await Task.WhenAll(checks)).SelectMany(findings => findings)];
    }

    /// <summary>Returns the pins that <see cref="RunAsync"/> compares, as name and version.</summary>
    /// <param name="pins">Catalogue and lock.</param>
    public static IEnumerable<string> Pins(ToolPins pins) =>
        Known(pins).Select(locked => $"{locked.Name} {locked.Version}");

    // Tools that are no longer in the catalogue have no source to check.
    private static IEnumerable<LockedTool> Known(ToolPins pins) =>
        pins.Lock.Tools.Where(locked => pins.Catalogue.Find(locked.Name) is not null);

    private async Task<IReadOnlyList<PinFinding>> ToolAsync(
        ToolCatalogue catalogue,
        ToolDefinition tool,
        LockedTool locked,
        CancellationToken cancellationToken
    )
    {
        string pin = $"{locked.Name} {locked.Version}";
        Task<PinFinding?> archived = ArchivedAsync(tool, pin, cancellationToken);
        Task<PinFinding?> newer = NewerAsync(tool, locked, pin, cancellationToken);
        Task<PinFinding?[]> files = Task.WhenAll(
            locked.Artifacts.Select(file => FileAsync(catalogue, pin, file, cancellationToken))
        );
        ToolResolution confirmed = await session.Resolver.ConfirmAsync(tool, locked, cancellationToken);
        List<PinFinding?> findings = [await archived, await newer, .. await files];
        if (confirmed.Failure is { } failure)
        {
            findings.Add(PinFinding.Problem(pin, failure, "find out why before you update the pins"));
        }
        findings.Add(Unproven(tool, pin, confirmed.Pin));
        return [.. findings.OfType<PinFinding>()];
    }

    // Where a lost proof was accepted, or the catalogue has demanded it only since.
    private static PinFinding? Unproven(ToolDefinition tool, string pin, LockedTool? confirmed)
    {
        VerificationKind[] lacking = confirmed is null
            ? []
            :
            [
                .. ProofCheck
                    .Demanded(tool, confirmed.Version)
                    .Where(kind => confirmed.Artifacts.Any(file => file.Verified.All(one => one.Kind != kind))),
            ];
        return lacking.Length == 0
            ? null
            : PinFinding.Note(
                pin,
                $"is pinned without what the catalogue demands ({string.Join(", ", lacking)}): nothing shows who built it",
                $"./build.sh --target=Update --tools={tool.Name} pins a release that has it"
            );
    }

    private async Task<PinFinding?> ArchivedAsync(ToolDefinition tool, string pin, CancellationToken cancellationToken)
    {
        if (tool.Archived)
        {
            return null; // The catalogue has it, and the offline check has reported it.
        }
        try
        {
            return await session.GitHub.IsArchivedAsync(tool.Repository, cancellationToken)
                ? PinFinding.Problem(
                    pin,
                    $"{tool.Repository} has been archived: there will be no fixes",
                    "look for a successor; to keep it, set archived and warning in scripts/tools.json"
                )
                : null;
        }
        catch (PinSourceException unknown)
        {
            return PinFinding.Problem(pin, unknown.Message, "run the check again");
        }
    }

    // A newer release or an unreadable list is not a fault of the pin, which is verified separately.
    private async Task<PinFinding?> NewerAsync(
        ToolDefinition tool,
        LockedTool locked,
        string pin,
        CancellationToken cancellationToken
    )
    {
        try
        {
            IReadOnlyList<GitHubRelease> releases = await session.GitHub.AllAsync(tool.Repository, cancellationToken);
            (IReadOnlyList<ReleaseCandidate> candidates, _) = ReleaseChoice.Order(
                tool,
                releases,
                locked.Version,
                TimeSpan.Zero,
                DateTimeOffset.MaxValue
            );
            ReleaseCandidate? newest = candidates.FirstOrDefault(one =>
                ReleaseChoice.IsNewer(one.Version, locked.Version)
            );
            return newest is null
                ? null
                : PinFinding.Note(pin, $"newer: {newest.Version}", $"./build.sh --target=Update --tools={tool.Name}");
        }
        catch (PinSourceException unknown)
        {
            return PinFinding.Note(pin, $"newer releases unknown: {unknown.Message}", "run the check again");
        }
    }

    private async Task<PinFinding?> FileAsync(
        ToolCatalogue catalogue,
        string pin,
        LockedArtifact file,
        CancellationToken cancellationToken
    )
    {
        try
        {
            RemoteFile remote = await session.Files.HeadAsync(file.Url, cancellationToken);
            return Answer(pin, file, remote) ?? Redirect(catalogue, pin, file, remote);
        }
        catch (PinSourceException unreachable)
        {
            return PinFinding.Problem(pin, unreachable.Message, "run the check again");
        }
    }

    private static PinFinding? Answer(string pin, LockedArtifact file, RemoteFile remote)
    {
        if (remote.Status != 200)
        {
            return PinFinding.Problem(
                pin,
                $"{file.Url} returned {remote.Status}",
                "run --target=Update for another version, or keep the file in a mirror"
            );
        }
        return file.Size is { } size && remote.Size is { } found && found != size
            ? PinFinding.Problem(
                pin,
                $"{file.Url} has {found} bytes, but the lock has {size}",
                "a released file must not change: trust the lock, and contact the publisher"
            )
            : null;
    }

    // Otherwise only a build behind a firewall would detect a publisher's move to another host.
    private static PinFinding? Redirect(ToolCatalogue catalogue, string pin, LockedArtifact file, RemoteFile remote)
    {
        string asked = new Uri(file.Url).Host;
        string[] known = catalogue.RedirectHosts.GetValueOrDefault(asked, "").Split(' ');
        return remote.Host == asked || known.Contains(remote.Host)
            ? null
            : PinFinding.Problem(
                pin,
                $"{asked} redirects to {remote.Host}, which is not in the egress list",
                $"add it to redirectHosts of {asked} in scripts/tools.json and allow it in the firewall"
            );
    }
}

/// <summary>A finding of a check of the lock.</summary>
/// <param name="Level">The severity.</param>
/// <param name="Pin">The pin: a tool with its version, a base image, or <c>lock</c> for the file.</param>
/// <param name="Found">What was found, with the value.</param>
/// <param name="Cure">What to do.</param>
public sealed record PinFinding(PinFindingLevel Level, string Pin, string Found, string Cure)
{
    /// <summary>Creates a finding that fails the check.</summary>
    public static PinFinding Problem(string pin, string found, string cure) =>
        new(PinFindingLevel.Problem, pin, found, cure);

    /// <summary>Creates a finding for information only.</summary>
    public static PinFinding Note(string pin, string found, string cure) => new(PinFindingLevel.Note, pin, found, cure);
}

/// <summary>The severity of a finding about a pin.</summary>
public enum PinFindingLevel
{
    /// <summary>Informational; the pin can be used.</summary>
    Note,

    /// <summary>Action is required: the check fails.</summary>
    Problem,
}

/// <summary>What a server reports about a file without sending it.</summary>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Size">The length in bytes, or null if the server does not report it.</param>
/// <param name="Host">The final host, after redirects.</param>
internal sealed record RemoteFile(int Status, long? Size, string Host);
