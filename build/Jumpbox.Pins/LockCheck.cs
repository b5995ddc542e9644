using System.Globalization;
using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>The checks of the lock that need no network.</summary>
public static class LockCheck
{
    /// <summary>Checks the lock.</summary>
    /// <param name="pins">Catalogue and lock.</param>
    /// <param name="content">The lock's bytes as they are checked in.</param>
    /// <param name="today">The day, for the review.</param>
    public static IReadOnlyList<PinFinding> Offline(ToolPins pins, ReadOnlySpan<byte> content, DateOnly today)
    {
        List<PinFinding> findings = [];
        if (!content.SequenceEqual(pins.Lock.ToBytes()))
        {
            findings.Add(
                PinFinding.Problem(
                    "lock",
                    "the file is not in its canonical form; it was edited by hand",
                    "run --target=Update, which rewrites it in canonical form"
                )
            );
        }
        findings.AddRange(
            LockAgreement
                .Problems(pins.Catalogue, pins.Lock)
                .Select(problem =>
                    PinFinding.Problem("lock", problem.ToString(), "correct the catalogue, or run --target=Update")
                )
        );
        string[] unpinned = [.. LockAgreement.Unpinned(pins.Catalogue, pins.Lock).Select(tool => tool.Name)];
        if (unpinned.Length > 0)
        {
            findings.Add(
                PinFinding.Note(
                    "lock",
                    $"not pinned: {string.Join(", ", unpinned)}; an image that selects one of them is refused",
                    $"run --target=Update --tools={string.Join(',', unpinned)} before you select them"
                )
            );
        }
        string[] untagged = [.. pins.Lock.Tools.Where(tool => tool.Commit is null).Select(tool => tool.Name)];
        if (untagged.Length > 0)
        {
            findings.Add(
                PinFinding.Note(
                    "lock",
                    $"no commit is recorded of the tags of {string.Join(", ", untagged)}; whether one moved is unknown",
                    "run --target=Update, which records them"
                )
            );
        }
        if (pins.Lock.ReviewAt <= today)
        {
            findings.Add(
                PinFinding.Problem(
                    "lock",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the review was due on {pins.Lock.ReviewAt:yyyy-MM-dd}"
                    ),
                    "run --target=Update and read the release notes that it links"
                )
            );
        }
        findings.AddRange(
            pins.Lock.PackageSets.Where(set => set.Snapshot != pins.Lock.AptSnapshot)
                .Select(set =>
                    PinFinding.Problem(
                        "lock",
                        $"the packages {string.Join(", ", set.Names)} of {set.Suite} {set.Architecture} are as of {set.Snapshot}, "
                            + $"and the archive's time is {pins.Lock.AptSnapshot}",
                        "run --target=Update, which resolves them again"
                    )
                )
        );
        string? az = pins.Lock.Find(ExtensionRequest.Tool)?.Version;
        findings.AddRange(
            pins.Lock.AzExtensions.Where(set => set.AzureCli != az)
                .Select(set =>
                    PinFinding.Problem(
                        "lock",
                        $"the extensions {string.Join(", ", set.Names)} on {set.Architecture} are for azure-cli {set.AzureCli}, "
                            + $"and the lock has {az ?? "none"}",
                        "run --target=Update, which resolves them again"
                    )
                )
        );
        findings.AddRange(BaseImages(pins));
        findings.AddRange(pins.Lock.Tools.SelectMany(tool => Tool(pins.Catalogue, tool)));
        return findings;
    }

    /// <summary>Compares a pinned base image with what Azure offers.</summary>
    /// <param name="image">The pin.</param>
    /// <param name="offered">The versions that Azure lists.</param>
    /// <returns>The finding, or null if the version is offered.</returns>
    public static PinFinding? Offered(LockedBaseImage image, IReadOnlyList<string> offered) =>
        offered.Contains(image.Version)
            ? null
            : PinFinding.Problem(
                $"{image.Offer}/{image.Sku} {image.Version}",
                offered.Count == 0
                    ? "Azure no longer offers any version of this image in the region"
                    : $"Azure no longer offers this version; the newest is {BaseImageVersions.Newest(offered)}",
                "run --target=Update --cloud=azure"
            );

    /// <summary>Compares all pinned base images with what Azure offers.</summary>
    /// <param name="pins">Catalogue and lock.</param>
    /// <param name="offered">Azure's versions by image, or null without a check with Azure.</param>
    public static IEnumerable<PinFinding> Offered(
        ToolPins pins,
        IReadOnlyDictionary<CatalogueBaseImage, IReadOnlyList<string>>? offered
    )
    {
        if (offered is null)
        {
            return
            [
                PinFinding.Note(
                    "base images",
                    "not checked with Azure",
                    "add --cloud=azure to check that Azure still offers them"
                ),
            ];
        }
        return pins
            .Lock.BaseImages.Select(image =>
                pins.Catalogue.FindBaseImage(image.Publisher, image.Offer, image.Sku) is { } known
                && offered.TryGetValue(known, out IReadOnlyList<string>? versions)
                    ? Offered(image, versions)
                    : null
            )
            .OfType<PinFinding>();
    }

    private static IEnumerable<PinFinding> BaseImages(ToolPins pins) =>
        pins
            .Lock.BaseImages.Where(image => image.Stated is < 2)
            .Select(image =>
                PinFinding.Note(
                    $"{image.Offer}/{image.Sku} {image.Version}",
                    "a candidate: the version was found in only one place",
                    "run --target=Check --cloud=azure to confirm it with Azure"
                )
            );

    private static IEnumerable<PinFinding> Tool(ToolCatalogue catalogue, LockedTool tool)
    {
        string pin = $"{tool.Name} {tool.Version}";
        foreach (LockedArtifact file in tool.Artifacts.Where(file => file.IsCandidate))
        {
            yield return PinFinding.Note(
                pin,
                $"{Name(file)}: a candidate: its digest {file.Sha256[..12]}... was found in only one place",
                "a wrong digest can only stop a build; --target=Update confirms it with the publisher"
            );
        }
        if (catalogue.Find(tool.Name) is { Archived: true } definition)
        {
            yield return PinFinding.Note(
                pin,
                $"{definition.Repository} is archived: {definition.Warning}",
                $"set tools.{tool.Name}=false unless you need it"
            );
        }
    }

    internal static string Name(LockedArtifact file) =>
        file.Suite is null ? file.Architecture : $"{file.Suite} {file.Architecture}";
}
