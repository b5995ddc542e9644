using Jumpbox.Boundaries;
using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>
/// Pins packages of Ubuntu's archive with everything that they depend on, at one time of the archive: the indexes are verified by
/// the archive's key, apt resolves the dependencies for an empty machine, and the indexes have the digests.
/// </summary>
public sealed class PackageResolver
{
    private static readonly string[] Pockets = ["", "-updates", "-security"];
    private static readonly string[] Components = ["main", "universe"];

    // "Ubuntu Archive Automatic Signing Key (2018)", which signs 22.04 and later. Source: ubuntu-keyring's
    // ubuntu-archive-keyring.gpg; Ubuntu's key server takes the fingerprint.
    private const string Fingerprint = "F6ECB3762474EDA9D21B7022871920D1991BC93C";
    internal const string KeyUrl = "https://keyserver.ubuntu.com/pks/lookup?op=get&search=0x" + Fingerprint;

    // Source: Ubuntu Server documentation, "Snapshot service".
    private const string Archive = "https://snapshot.ubuntu.com/ubuntu/";

    private readonly AptRepository _repository;
    private readonly string _fingerprint;

    /// <summary>Resolves by Ubuntu's snapshot service.</summary>
    /// <param name="session">The network.</param>
    public PackageResolver(PublisherSession session)
        : this(session?.Apt ?? throw new ArgumentNullException(nameof(session)), Fingerprint) { }

    internal PackageResolver(AptRepository repository, string fingerprint) =>
        (_repository, _fingerprint) = (repository, fingerprint);

    /// <summary>Resolves what an image asks for.</summary>
    /// <param name="request">The packages.</param>
    /// <param name="snapshot">The time of the archive, as <c>20261007T000000Z</c>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="PinSourceException">
    /// A package does not exist, conflicts, is virtual or would bring a kernel; the archive cannot be reached or trusted; or there
    /// is no apt here. The message names all of them.
    /// </exception>
    public async Task<LockedPackageSet> ResolveAsync(
        PackageRequest request,
        string snapshot,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        string archive = $"{Archive}{snapshot}";
        using AptRoot root = new(request.Architecture);
        string[] suites = [.. Pockets.Select(pocket => request.Suite + pocket)];
        foreach (string suite in suites)
        {
            foreach (string component in Components)
            {
                AptSource source = new(archive, [suite], component, "", "", KeyUrl, _fingerprint);
                foreach (
                    (string url, byte[] content) in await _repository.IndexesAsync(
                        source,
                        suite,
                        [request.Architecture],
                        cancellationToken
                    )
                )
                {
                    if (url.StartsWith($"{archive}/", StringComparison.Ordinal))
                    {
                        root.Add(url[(archive.Length + 1)..], content);
                    }
                }
            }
        }
        await root.OpenAsync(suites, Components, cancellationToken);
        (string output, string? objection) = await root.SimulateAsync(request.Names, cancellationToken);
        IReadOnlyList<(string Name, string Version, string Architecture)> solution = AptSolution.Read(output);
        string[] problems = objection is null ? [.. AptSolution.Problems(request, solution)] : [objection];
        if (problems.Length > 0)
        {
            throw new PinSourceException(
                $"the packages {request} cannot be pinned as of {snapshot}: "
                    + PlainText.Line(string.Join("; ", problems))
                    + ". Change customizer.packages or tools.bundle."
            );
        }
        List<LockedPackage> packages = [];
        foreach ((string name, string version, string architecture) in solution)
        {
            packages.Add(Entry(name, version, architecture, await root.ShowAsync(name, version, cancellationToken)));
        }
        return new LockedPackageSet(request.Suite, request.Architecture, snapshot, request.Names, packages);
    }

    private static LockedPackage Entry(string name, string version, string architecture, string shown)
    {
        AptStanza stanza = new(shown);
        (string path, string sha256) = (stanza.Filename, stanza.Sha256);
        return
            PinText.IsPoolPath(path)
            && PinText.IsSha256(sha256)
            && stanza.Size is > 0 and <= LockedArtifact.LargestBytes
            ? new LockedPackage(name, version, architecture, path, stanza.Size, sha256)
            : throw new PinSourceException(
                $"the archive's index lists {PinText.Show(name)} {PinText.Show(version)} without a usable Filename, Size or SHA256 "
                    + $"('{PinText.Show(path)}', '{PinText.Show(sha256)}')"
            );
    }
}
