using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>The authorities and logs of one Sigstore instance.</summary>
internal sealed record TrustedRoot(
    IReadOnlyList<CertificateAuthority> CertificateAuthorities,
    IReadOnlyList<CertificateAuthority> TimestampAuthorities,
    IReadOnlyList<TransparencyLog> Logs,
    IReadOnlyList<TransparencyLog> CertificateLogs
)
{
    private const int MostItems = 64;

    private static readonly string[] MediaTypes =
    [
        "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
        "application/vnd.dev.sigstore.trustedroot.v0.2+json",
    ];

    public static TrustedRoot Empty { get; } = new([], [], [], []);

    /// <summary>
    /// What a bundle needs: an instance with logs demands an entry and an SCT, GitHub's, which has none, a signed timestamp.
    /// </summary>
    public InstanceNeeds Needs => new(CertificateLogs.Count > 0 ? 1 : 0, Logs.Count > 0 ? 1 : 0, 1);

    public static TrustedRoot Read(JsonMember root)
    {
        string mediaType = root.Text("mediaType");
        if (!MediaTypes.Contains(mediaType))
        {
            throw new RefusalException(
                $"Its media type is '{mediaType}', expected one of {string.Join(", ", MediaTypes)}."
            );
        }
        return new TrustedRoot(
            [.. root.List("certificateAuthorities", MostItems).Select(CertificateAuthority.Read)],
            [.. root.List("timestampAuthorities", MostItems).Select(CertificateAuthority.Read)],
            ReadLogs(root, "tlogs"),
            ReadLogs(root, "ctlogs")
        );
    }

    // An entry of a log whose key nobody can verify fails later, because its log is then unknown.
    private static TransparencyLog[] ReadLogs(JsonMember root, string name)
    {
        IReadOnlyList<JsonMember> listed = root.List(name, MostItems);
        TransparencyLog[] logs = [.. listed.Select(TransparencyLog.Read).OfType<TransparencyLog>()];
        return listed.Count == 0 || logs.Length > 0
            ? logs
            : throw new RefusalException($"None of the logs in '{name}' has a key of a known kind.");
    }
}

/// <summary>How many verified proofs of each kind a bundle needs.</summary>
/// <param name="Scts">Signed certificate timestamps.</param>
/// <param name="Entries">Entries of a transparency log.</param>
/// <param name="Times">Times, from timestamp authorities or from a log's promise.</param>
internal readonly record struct InstanceNeeds(int Scts, int Entries, int Times);
