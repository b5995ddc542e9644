using System.Globalization;
using System.Security.Cryptography;
using Jumpbox.Files;

namespace Jumpbox.Tools;

/// <summary>All pins: the typed and validated form of <c>scripts/tools.lock.json</c>.</summary>
public sealed record ToolLock
{
    /// <summary>The lock's path in the repository.</summary>
    public const string DefaultPath = "scripts/tools.lock.json";

    /// <summary>When the pins were last changed.</summary>
    public required DateTimeOffset ResolvedAt { get; init; }

    /// <summary>The day on which the pins are due for review.</summary>
    public required DateOnly ReviewAt { get; init; }

    /// <summary>
    /// The time of the Ubuntu archive snapshot, as <c>yyyyMMddTHHmmssZ</c>. Source: Ubuntu Server documentation,
    /// "Snapshot service".
    /// </summary>
    public required string AptSnapshot { get; init; }

    /// <summary>
    /// <see cref="AptSnapshot"/> in seconds since 1970: what SOURCE_DATE_EPOCH is while the image is built.
    /// </summary>
    public long Epoch =>
        DateTimeOffset
            .ParseExact(
                AptSnapshot,
                "yyyyMMdd'T'HHmmss'Z'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal
            )
            .ToUnixTimeSeconds();

    /// <summary>The pinned marketplace images.</summary>
    public required IReadOnlyList<LockedBaseImage> BaseImages { get; init; }

    /// <summary>The pinned tools, ordered by name.</summary>
    public required IReadOnlyList<LockedTool> Tools { get; init; }

    /// <summary>The pinned packages of Ubuntu's archive, one set for each request.</summary>
    public IReadOnlyList<LockedPackageSet> PackageSets { get; init; } = [];

    /// <summary>The pinned extensions of az, one set for each request.</summary>
    public IReadOnlyList<LockedExtensionSet> AzExtensions { get; init; } = [];

    /// <summary>
    /// SHA-256 of the lock's canonical bytes, 64 lower-case hexadecimal digits. Equal pins have equal digests.
    /// </summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(ToBytes()));

    /// <summary>Reads the lock.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PinException">The file is missing, or has errors.</exception>
    public static ToolLock Load(string path) => Parse(PinFile.Read(path), path);

    /// <summary>Reads the lock from its text.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="source">What to call the text in messages.</param>
    /// <exception cref="PinException">The text has errors; the message lists them all.</exception>
    public static ToolLock Parse(string text, string source = DefaultPath) =>
        PinDocument.Read(text, source, LockReading.Lock);

    /// <summary>Finds a tool.</summary>
    /// <param name="name">The tool's name.</param>
    /// <returns>The tool, or null if it is not pinned.</returns>
    public LockedTool? Find(string name) => Tools.FirstOrDefault(tool => tool.Name == name);

    /// <summary>Finds the pinned version of a marketplace image, ignoring case.</summary>
    /// <param name="publisher">The publisher.</param>
    /// <param name="offer">The offer.</param>
    /// <param name="sku">The SKU.</param>
    /// <returns>The image, or null if it is not pinned.</returns>
    public LockedBaseImage? FindBaseImage(string publisher, string offer, string sku) =>
        BaseImages.FirstOrDefault(image =>
            string.Equals(image.Publisher, publisher, StringComparison.OrdinalIgnoreCase)
            && string.Equals(image.Offer, offer, StringComparison.OrdinalIgnoreCase)
            && string.Equals(image.Sku, sku, StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Returns the lock's canonical bytes: UTF-8 JSON in a fixed order. Equal pins have equal bytes.</summary>
    public byte[] ToBytes() => LockWriting.Write(this);

    /// <summary>Writes the lock atomically.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => AtomicFile.Write(path, ToBytes());
}

/// <summary>The pinned version of a marketplace image.</summary>
/// <param name="Publisher">The marketplace publisher.</param>
/// <param name="Offer">The marketplace offer.</param>
/// <param name="Sku">The marketplace SKU.</param>
/// <param name="Version">The exact version, for example <c>24.04.202609040</c>.</param>
/// <param name="Stated">
/// The number of public places that have the version with this offer; null once Azure itself listed it.
/// </param>
public sealed record LockedBaseImage(string Publisher, string Offer, string Sku, string Version, int? Stated);
