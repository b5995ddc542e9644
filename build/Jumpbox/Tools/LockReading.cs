namespace Jumpbox.Tools;

/// <summary>Reads the lock's JSON.</summary>
internal static class LockReading
{
    public static readonly IReadOnlyDictionary<string, VerificationKind> Kinds = new Dictionary<
        string,
        VerificationKind
    >(StringComparer.Ordinal)
    {
        ["checksumFile"] = VerificationKind.ChecksumFile,
        ["githubDigest"] = VerificationKind.GitHubDigest,
        ["signature"] = VerificationKind.Signature,
        ["aptIndex"] = VerificationKind.AptIndex,
        ["hashed"] = VerificationKind.Hashed,
        ["stated"] = VerificationKind.Stated,
        ["sigstore"] = VerificationKind.Sigstore,
        ["attestation"] = VerificationKind.Attestation,
        ["provenance"] = VerificationKind.Provenance,
        ["minisign"] = VerificationKind.Minisign,
    };

    public static ToolLock Lock(PinReader reader)
    {
        _ = reader.OptionalText("$schema", _ => true, "a text");
        IReadOnlyList<LockedTool> tools = reader.List("tools", Tool);
        foreach (
            IGrouping<string, LockedTool> twice in tools.GroupBy(tool => tool.Name).Where(group => group.Count() > 1)
        )
        {
            reader.Refuse("tools", twice.Key, "each name once");
        }
        RefuseSharedDigests(reader, tools);
        return new ToolLock
        {
            ResolvedAt = reader.Time("resolvedAt"),
            ReviewAt = reader.Date("reviewAt") ?? Missing(reader),
            AptSnapshot = reader.Text("aptSnapshot", PinText.IsSnapshot, "a UTC time like 20261007T000000Z"),
            BaseImages = reader.List("baseImages", BaseImage),
            Tools = [.. tools.OrderBy(tool => tool.Name, StringComparer.Ordinal)],
            PackageSets = reader.List("packageSets", PackageSet),
            AzExtensions = reader.List("azExtensions", ExtensionSet),
        };
    }

    private static LockedExtensionSet ExtensionSet(PinReader reader) =>
        new(
            reader.Text("architecture", PinText.IsArchitecture, "amd64 or arm64"),
            reader.Text("azureCli", PinText.IsVersion, PinText.VersionExpected),
            reader.Text("python", PinText.IsPython, "the version of az's Python, for example 3.13"),
            reader.Texts("names", PinText.IsName, "lower-case letters, digits and dashes"),
            reader.List("wheels", Wheel)
        );

    private static LockedWheel Wheel(PinReader reader) =>
        new(
            reader.Text("name", PinText.IsImagePart, "the name of a Python distribution"),
            reader.Text("version", PinText.IsVersion, PinText.VersionExpected),
            reader.Text(
                "url",
                text => PinText.IsUrl(text) && text.EndsWith(".whl", StringComparison.Ordinal),
                $"{PinText.UrlExpected}, which ends with .whl"
            ),
            reader.Text("sha256", PinText.IsSha256, "64 lower-case hexadecimal digits"),
            reader.Flag("extension", otherwise: false)
        );

    private static LockedPackageSet PackageSet(PinReader reader) =>
        new(
            reader.Text("suite", PinText.IsName, "an Ubuntu code name, for example noble"),
            reader.Text("architecture", PinText.IsArchitecture, "amd64 or arm64"),
            reader.Text("snapshot", PinText.IsSnapshot, "a UTC time like 20261007T000000Z"),
            reader.Texts("names", PinText.IsDebianName, "the name of a Debian package"),
            reader.List("packages", Package)
        );

    private static LockedPackage Package(PinReader reader) =>
        new(
            reader.Text("name", PinText.IsDebianName, "the name of a Debian package"),
            reader.Text("version", PinText.IsDebianVersion, "a Debian version"),
            reader.Text("architecture", text => text == "all" || PinText.IsArchitecture(text), "amd64, arm64 or all"),
            reader.Text("path", PinText.IsPoolPath, "a relative path without .. segments"),
            reader.Number("size", 1, LockedArtifact.LargestBytes) ?? 0,
            reader.Text("sha256", PinText.IsSha256, "64 lower-case hexadecimal digits")
        );

    private static LockedBaseImage BaseImage(PinReader reader) =>
        new(
            reader.Text("publisher", PinText.IsImagePart, "a marketplace publisher"),
            reader.Text("offer", PinText.IsImagePart, "a marketplace offer"),
            reader.Text("sku", PinText.IsImagePart, "a marketplace SKU"),
            reader.Text("version", PinText.IsVersion, "an exact version, for example 24.04.202609040"),
            (int?)reader.Number("stated", 1, 1000)
        );

    private static LockedTool Tool(PinReader reader)
    {
        LockedTool tool = new(
            reader.Text("name", PinText.IsName, "lower-case letters, digits and dashes"),
            reader.Text("version", PinText.IsVersion, PinText.VersionExpected),
            reader.Text("tag", PinText.IsTag, PinText.TagExpected),
            reader.OptionalText("commit", PinText.IsCommit, "40 lower-case hexadecimal digits"),
            reader.Date("published"),
            Ordered(reader.List("artifacts", Artifact))
        );
        if (tool.Artifacts.Count == 0)
        {
            reader.Refuse("artifacts", null, "at least one file");
        }
        foreach (
            IGrouping<(string Architecture, string? Suite), LockedArtifact> twice in tool
                .Artifacts.GroupBy(file => (file.Architecture, file.Suite))
                .Where(group => group.Count() > 1)
        )
        {
            reader.Refuse(
                "artifacts",
                $"{twice.Key.Architecture} {twice.Key.Suite}".TrimEnd(),
                "each architecture and suite once"
            );
        }
        return tool;
    }

    private static LockedArtifact Artifact(PinReader reader)
    {
        LockedArtifact file = new(
            reader.Text("architecture", PinText.IsArchitecture, "amd64 or arm64"),
            reader.OptionalText("suite", PinText.IsName, "an Ubuntu code name, for example noble"),
            reader.OptionalText(
                "packageVersion",
                PinText.IsPackageVersion,
                "a Debian version, for example 2.91.0-1~noble"
            ),
            reader.Text("url", PinText.IsUrl, PinText.UrlExpected),
            reader.Number("size", 1, 4L * 1024 * 1024 * 1024),
            reader.Text("sha256", PinText.IsSha256, "64 lower-case hexadecimal digits"),
            Ordered(reader.List("verified", Confirmation))
        );
        if (file.Suite is null != file.PackageVersion is null)
        {
            reader.Refuse("packageVersion", file.PackageVersion, "suite and packageVersion together, or neither");
        }
        if (file.Verified.Count == 0)
        {
            reader.Refuse("verified", null, "at least one confirmation");
        }
        return file;
    }

    private static Verification Confirmation(PinReader reader)
    {
        Verification confirmation = new(
            reader.Choice("by", Kinds),
            reader.OptionalText("source", PinText.IsLine, "one line of printable ASCII"),
            (int)(reader.Number("count", 1, 1000) ?? 1)
        )
        {
            Issuer = reader.OptionalText("issuer", PinText.IsLine, "one line of printable ASCII"),
        };
        if (confirmation.Count > 1 && confirmation.Kind != VerificationKind.Stated)
        {
            reader.Refuse("count", $"{confirmation.Count}", "a count only with by: stated");
        }
        return confirmation;
    }

    // A new version with the old digest is the most common mistake in hand-written pins.
    private static void RefuseSharedDigests(PinReader reader, IReadOnlyList<LockedTool> tools)
    {
        IEnumerable<LockedArtifact> files = tools
            .SelectMany(tool => tool.Artifacts)
            .Where(file => file.Sha256.Length > 0);
        foreach (
            IGrouping<string, LockedArtifact> same in files
                .GroupBy(file => file.Sha256)
                .Where(group => group.Select(file => file.Url).Distinct().Count() > 1)
        )
        {
            string urls = string.Join(" and ", same.Select(file => file.Url));
            reader.Refuse("tools", same.Key, $"a different digest for each file, but it is used for {urls}");
        }
    }

    private static LockedArtifact[] Ordered(IReadOnlyList<LockedArtifact> files) =>
        [
            .. files
                .OrderBy(file => file.Suite, StringComparer.Ordinal)
                .ThenBy(file => file.Architecture, StringComparer.Ordinal),
        ];

    private static Verification[] Ordered(IReadOnlyList<Verification> confirmations) =>
        [.. confirmations.OrderBy(one => one.Kind).ThenBy(one => one.Source, StringComparer.Ordinal)];

    private static DateOnly Missing(PinReader reader)
    {
        reader.Refuse("reviewAt", null, "a date like 2026-10-07");
        return default;
    }
}
