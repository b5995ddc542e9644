using System.Security.Cryptography;
using System.Text.Json;

namespace Jumpbox.Evidence.Scan;

/// <summary>What the bill says is in the image, as scanners name it.</summary>
internal sealed class ImageInventory
{
    private readonly Dictionary<string, BilledComponent> _byUrl = new(StringComparer.Ordinal);
    private readonly ILookup<string, BilledComponent> _byName;

    private ImageInventory(string sha256, string? release, IReadOnlyList<BilledComponent> components)
    {
        Sha256 = sha256;
        Release = release;
        Components = components;
        foreach (BilledComponent component in components)
        {
            _byUrl[component.Purl] = component;
        }
        _byName = components
            .SelectMany(one =>
                new[] { one.Name, one.Url.Name, one.Url.FullName }.Distinct().Select(name => (name, one))
            )
            .ToLookup(pair => pair.name, pair => pair.one, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The bill's SHA-256, 64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }

    /// <summary>The version of Ubuntu, such as <c>24.04</c>; null if the bill does not say.</summary>
    public string? Release { get; }

    /// <summary>Every component with a package URL, once.</summary>
    public IReadOnlyList<BilledComponent> Components { get; }

    /// <summary>Reads the bill.</summary>
    /// <param name="bill">The bytes of <c>sbom.spdx.json</c>.</param>
    /// <exception cref="EvidenceException">It is not a bill.</exception>
    public static ImageInventory Read(byte[] bill)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bill);
            JsonElement root = document.RootElement;
            Dictionary<string, JsonElement> packages = root.GetProperty("packages")
                .EnumerateArray()
                .ToDictionary(package => package.GetProperty("SPDXID").GetString()!, package => package);
            Dictionary<string, string> owners = Owners(root, packages);
            BilledComponent[] components =
            [
                .. packages
                    .Select(pair => Component(pair.Value, owners.GetValueOrDefault(pair.Key)))
                    .OfType<BilledComponent>()
                    .DistinctBy(component => component.Purl),
            ];
            string? release = components
                .Where(component => component.IsUbuntu)
                .Select(component => component.Url.Qualifiers.GetValueOrDefault("distro"))
                .FirstOrDefault(distro => distro is not null);
            return new ImageInventory(
                Convert.ToHexStringLower(SHA256.HashData(bill)),
                release?[(release.LastIndexOf('-') + 1)..],
                components
            );
        }
        catch (Exception wrong)
            when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new EvidenceException(
                $"'{EvidenceFiles.Bill}' is not a bill of materials: {wrong.Message} Run the target Logs again.",
                wrong
            );
        }
    }

    /// <summary>Finds a component that a report names: by its URL, otherwise by name and version.</summary>
    /// <param name="purl">The package URL; may be empty.</param>
    /// <param name="name">The name; may be empty.</param>
    /// <param name="version">The version, with or without its epoch or leading v.</param>
    public BilledComponent? Find(string purl, string name, string version) =>
        _byUrl.TryGetValue(purl, out BilledComponent? exact)
            ? exact
            : Named(name, version)
                ?? (PurlParts.Parse(purl) is { } parts ? Named(parts.FullName, parts.Version) : null);

    private BilledComponent? Named(string name, string version) =>
        _byName[name].FirstOrDefault(one => IsSame(one.Version, version) || IsSame(one.Url.Version, version));

    private static bool IsSame(string ours, string theirs) =>
        ours == theirs || Bare(ours) == theirs || ours.TrimStart('v') == theirs.TrimStart('v');

    private static string Bare(string version) => version[(version.IndexOf(':', StringComparison.Ordinal) + 1)..];

    // What a tool contains or depends on is the tool's, for as long as only one tool does.
    private static Dictionary<string, string> Owners(JsonElement root, Dictionary<string, JsonElement> packages)
    {
        Dictionary<string, string> owners = [];
        foreach (
            JsonElement relation in root.TryGetProperty("relationships", out JsonElement all)
                ? all.EnumerateArray()
                : []
        )
        {
            string owner = relation.GetProperty("spdxElementId").GetString()!;
            if (
                relation.GetProperty("relationshipType").GetString() is "CONTAINS" or "DEPENDS_ON"
                && packages.TryGetValue(owner, out JsonElement package)
                && Text(package, "primaryPackagePurpose") == "APPLICATION"
            )
            {
                string part = relation.GetProperty("relatedSpdxElement").GetString()!;
                string name = Text(package, "name");
                owners[part] = owners.TryGetValue(part, out string? others) ? $"{others}, {name}" : name;
            }
        }
        return owners;
    }

    private static BilledComponent? Component(JsonElement package, string? owner)
    {
        string? purl = package.TryGetProperty("externalRefs", out JsonElement references)
            ? references
                .EnumerateArray()
                .Where(reference => Text(reference, "referenceType") == "purl")
                .Select(reference => Text(reference, "referenceLocator"))
                .FirstOrDefault()
            : null;
        return PurlParts.Parse(purl) is { } url
            ? new BilledComponent(Text(package, "name"), Text(package, "versionInfo"), url, purl!) { Tool = owner }
            : null;
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}
