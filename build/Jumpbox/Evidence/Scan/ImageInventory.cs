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
            ILookup<string, JsonElement> owners = Owners(root, packages);
            BilledComponent[] components =
            [
                .. packages
                    .Select(pair => Component(pair.Value, [.. owners[pair.Key]]))
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

    /// <summary>
    /// Finds what a report names: by the package URL, whose type and namespace must be the component's, since another ecosystem may
    /// have the same name and version; without a URL by name and version. The URL of a source package means each package of it.
    /// </summary>
    /// <param name="purl">The package URL; may be empty.</param>
    /// <param name="name">The name; may be empty.</param>
    /// <param name="version">The version, with or without its epoch or leading v.</param>
    public IReadOnlyList<BilledComponent> Find(string purl, string name, string version)
    {
        if (_byUrl.TryGetValue(purl, out BilledComponent? exact))
        {
            return [exact];
        }
        if (PurlParts.Parse(purl) is not { } url)
        {
            return [.. Named(name, [version]).Take(1)];
        }
        BilledComponent[] ofSource =
            url.Qualifiers.GetValueOrDefault("arch") == "source" ? [.. Components.Where(one => IsOf(one, url))] : [];
        return ofSource.Length > 0
            ? ofSource
            :
            [
                .. Named(url.FullName, [url.Version, version])
                    .Concat(Named(url.Name, [url.Version, version]))
                    .Where(one => one.Url.Type == url.Type && IsSameName(one.Url.Namespace, url.Namespace))
                    // Of two architectures the stated one.
                    .OrderBy(one => Architecture(one.Url) == Architecture(url) ? 0 : 1)
                    .Take(1),
            ];
    }

    private IEnumerable<BilledComponent> Named(string name, string[] versions) =>
        _byName[name]
            .Where(one =>
                versions.Any(version =>
                    version.Length > 0 && (IsSame(one.Version, version) || IsSame(one.Url.Version, version))
                )
            );

    private static bool IsOf(BilledComponent one, PurlParts source) =>
        one.Url.Type == source.Type
        && IsSameName(one.Url.Namespace, source.Namespace)
        && IsSameName(one.SourceName, source.Name)
        && IsSame(one.SourceVersion, source.Version);

    private static bool IsSameName(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static string Architecture(PurlParts url) => url.Qualifiers.GetValueOrDefault("arch", "");

    private static bool IsSame(string ours, string theirs) =>
        ours == theirs || Bare(ours) == theirs || ours.TrimStart('v') == theirs.TrimStart('v');

    private static string Bare(string version) => version[(version.IndexOf(':', StringComparison.Ordinal) + 1)..];

    // The tools that contain each component or depend on it.
    private static ILookup<string, JsonElement> Owners(JsonElement root, Dictionary<string, JsonElement> packages) =>
        (root.TryGetProperty("relationships", out JsonElement all) ? all.EnumerateArray() : [])
            .Where(relation =>
                relation.GetProperty("relationshipType").GetString() is "CONTAINS" or "DEPENDS_ON"
                && packages.TryGetValue(relation.GetProperty("spdxElementId").GetString()!, out JsonElement package)
                && Text(package, "primaryPackagePurpose") == "APPLICATION"
            )
            .ToLookup(
                relation => relation.GetProperty("relatedSpdxElement").GetString()!,
                relation => packages[relation.GetProperty("spdxElementId").GetString()!]
            );

    private static BilledComponent? Component(JsonElement package, JsonElement[] owners)
    {
        string purl = Purl(package);
        string[] tools = [.. owners.Select(Purl)];
        return PurlParts.Parse(purl) is { } url
            ? new BilledComponent(Text(package, "name"), Text(package, "versionInfo"), url, purl)
            {
                Tool = owners.Length == 0 ? null : string.Join(", ", owners.Select(owner => Text(owner, "name"))),
                Owners = tools.Any(tool => tool.Length == 0) ? [] : tools,
            }
            : null;
    }

    private static string Purl(JsonElement package) =>
        package.TryGetProperty("externalRefs", out JsonElement references)
            ? references
                .EnumerateArray()
                .Where(reference => Text(reference, "referenceType") == "purl")
                .Select(reference => Text(reference, "referenceLocator"))
                .FirstOrDefault("")
            : "";

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}
