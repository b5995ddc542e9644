using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Customizer;
using Jumpbox.Evidence.Log;
using Jumpbox.Files;

namespace Jumpbox.Evidence.Bill;

/// <summary>
/// The software bill of materials of an image, in several formats from one inventory: the image, its base image, the operating
/// system, the tools as rendered, and the packages and modules that the validation listed. Equal inputs give equal bytes.
/// </summary>
public sealed class SoftwareBill
{
    private readonly JsonObject _spdx;
    private readonly JsonObject _cycloneDx;
    private readonly JsonObject _bySource;
    private readonly int _modules;
    private readonly string[] _unlisted;
    private readonly string[] _partly;
    private readonly bool _knowsMaintainersOnly;

    private SoftwareBill(SoftwareInventory inventory, ImageRecord image)
    {
        string created = image.Finished.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        SpdxBill spdx = new(inventory, created);
        JsonArray packages = spdx.Packages();
        Guid identity = Identity(image, packages);
        _spdx = spdx.Document(packages, identity);
        _cycloneDx = new CycloneDxBill(inventory, inventory.Packages, created).Document(identity);
        _bySource = new CycloneDxBill(inventory, inventory.Sources, created).Document(Derived("by source", identity));
        _knowsMaintainersOnly = inventory.KnowsMaintainersOnly;
        Count = inventory.Tools.Count + inventory.Packages.Count;
        _modules = inventory.Modules.Count;
        _unlisted =
        [
            .. inventory.Tools.Where(tool => tool.Lists is null).Select(tool => tool.Name),
            .. inventory
                .Packages.Where(package => package.NotLookedInto is not null)
                .Select(package => $"{package.Name} ({package.Source})"),
        ];
        _partly =
        [
            .. inventory
                .Tools.Where(tool => tool is { Lists: not null, NotLookedInto: not null })
                .Select(tool => $"{tool.NotLookedInto} of {tool.Name}"),
        ];
    }

    /// <summary>The number of listed tools and packages, without the image itself.</summary>
    public int Count { get; }

    /// <summary>Creates the bill.</summary>
    /// <param name="image">The image's record.</param>
    /// <param name="contents">What was rendered into the template.</param>
    /// <param name="listed">What the validation listed.</param>
    public static SoftwareBill Create(ImageRecord image, RenderedContents contents, ListedSoftware listed) =>
        new(new SoftwareInventory(image, contents, listed), image);

    /// <summary>
    /// The bill's files, by name: SPDX 2.3, CycloneDX 1.6, and CycloneDX with the source packages in place of the binary ones.
    /// Ubuntu's advisories are by source, which osv-scalibr does not find out from a bill of binaries; the other scanners would
    /// count a bill of both twice. Source: google/osv-scalibr, vulnmatch/internal/osvutil.
    /// </summary>
    public IReadOnlyDictionary<string, string> Files =>
        new Dictionary<string, string>
        {
            [EvidenceFiles.Bill] = EvidenceJson.Write(_spdx),
            [EvidenceFiles.CycloneDxBill] = EvidenceJson.Write(_cycloneDx),
            [EvidenceFiles.SourceBill] = EvidenceJson.Write(_bySource),
        };

    /// <summary>What the bill lists, and what it cannot, as a line for the screen.</summary>
    public override string ToString() =>
        $"{EvidenceFiles.Bill}, {EvidenceFiles.CycloneDxBill}: {Count} tools and packages, {_modules} modules in tools"
        + (_unlisted.Length == 0 ? "" : $"; what is in {string.Join(", ", _unlisted)} is unknown")
        + (_partly.Length == 0 ? "" : $"; not looked into: {string.Join("; ", _partly)}")
        + (_knowsMaintainersOnly ? "; which packages are Ubuntu's is known by their maintainers only" : "")
        + ".";

    /// <summary>Writes the files, each atomically.</summary>
    /// <param name="folder">The artifacts folder.</param>
    public void WriteTo(string folder)
    {
        foreach ((string name, string text) in Files)
        {
            AtomicFile.Write(Path.Combine(folder, name), text);
        }
    }

    // Every bill needs a unique identity; deriving it from the content keeps equal bills equal.
    private static Guid Identity(ImageRecord image, JsonArray packages) =>
        Derived(image.ImageId, image.ContentHash, packages.ToJsonString());

    private static Guid Derived(params object[] parts) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16), bigEndian: true);
}
