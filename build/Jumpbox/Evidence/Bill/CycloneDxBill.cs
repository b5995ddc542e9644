using System.Text.Json.Nodes;

namespace Jumpbox.Evidence.Bill;

/// <summary>
/// Writes an inventory as CycloneDX 1.6, with either its packages or their sources. The list of components is flat, since Trivy
/// reads only its top level. Source: the JSON schema of CycloneDX 1.6.
/// </summary>
internal sealed class CycloneDxBill(SoftwareInventory inventory, IReadOnlyList<BillComponent> packages, string created)
{
    private const string Trivy = "aquasecurity:trivy:";

    public JsonObject Document(Guid identity) =>
        new()
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["serialNumber"] = $"urn:uuid:{identity}",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["timestamp"] = created,
                ["lifecycles"] = new JsonArray(new JsonObject { ["phase"] = "post-build" }),
                ["tools"] = new JsonObject
                {
                    ["components"] = new JsonArray(
                        new JsonObject { ["type"] = "application", ["name"] = "aks-jumpbox" }
                    ),
                },
                ["component"] = Image(),
            },
            ["components"] = new JsonArray([.. inventory.PartsWith(packages).Select(Component)]),
            ["dependencies"] = new JsonArray([
                .. inventory.ContainsWith(packages).GroupBy(one => one.From.Id).Select(Dependency),
            ]),
            ["compositions"] = new JsonArray([.. Compositions()]),
        };

    // Trivy refuses a bill of a device or of firmware, and takes an operating system here for a second one; Grype takes an
    // application for a package. Sources: aquasecurity/trivy, sbom/cyclonedx; anchore/syft, cyclonedxutil/helpers.
    private JsonObject Image() =>
        new()
        {
            ["type"] = "platform",
            ["bom-ref"] = inventory.Image.Id,
            ["name"] = inventory.Image.Name,
            ["version"] = inventory.Image.Version,
            ["description"] = inventory.Image.Source,
            ["pedigree"] = new JsonObject
            {
                ["ancestors"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "operating-system",
                        ["bom-ref"] = inventory.BaseImage.Id,
                        ["name"] = inventory.BaseImage.Name,
                        ["version"] = inventory.BaseImage.Version,
                    }
                ),
            },
        };

    private static JsonObject Component(BillComponent part)
    {
        JsonObject component = new()
        {
            ["type"] = part.Kind switch
            {
                BillKind.OperatingSystem => "operating-system",
                BillKind.Tool or BillKind.Command => "application",
                _ => "library",
            },
            ["bom-ref"] = part.Id,
            ["name"] = part.Name,
        };
        Set(component, "version", part.Version.Length == 0 ? null : part.Version);
        // What a publisher offers is a reference; this is the file itself.
        if (part is { Kind: BillKind.Command, Sha256: { } digest })
        {
            component["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-256", ["content"] = digest });
        }
        if (part.Licence is not null)
        {
            component["licenses"] = new JsonArray(
                new JsonObject { ["expression"] = part.Licence, ["acknowledgement"] = "declared" }
            );
        }
        Set(component, "cpe", part.Cpe);
        Set(component, "purl", part.Url);
        SetList(component, "externalReferences", References(part));
        SetList(component, "properties", Properties(part));
        if (part.Places.Count > 0)
        {
            component["evidence"] = new JsonObject
            {
                ["occurrences"] = new JsonArray([
                    .. part.Places.Select(place => new JsonObject { ["location"] = place }),
                ]),
            };
        }
        return component;
    }

    // The digest is of the file that the publisher offers, which may be an archive, and not of the program in the image.
    private static IEnumerable<JsonObject> References(BillComponent part)
    {
        if (part is { Location: { } location, Sha256: { } sha256 })
        {
            yield return new JsonObject
            {
                ["type"] = "distribution",
                ["url"] = location,
                ["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-256", ["content"] = sha256 }),
            };
        }
        if (part.Homepage is { } homepage)
        {
            yield return new JsonObject { ["type"] = "vcs", ["url"] = homepage };
        }
    }

    // The names by which Trivy reads the source package and the kind of list. Source: aquasecurity/trivy, sbom/core and sbom/io.
    private static IEnumerable<JsonObject> Properties(BillComponent part) =>
        new (string Name, string? Value)[]
        {
            (Trivy + "Type", part.Lists),
            (Trivy + "SrcName", part.SourcePackage?.Name),
            (Trivy + "SrcVersion", part.SourcePackage?.Version),
            ("jumpbox:notLookedInto", part.NotLookedInto),
        }
            .Where(one => one.Value is not null)
            .Select(one => new JsonObject { ["name"] = one.Name, ["value"] = one.Value });

    private static JsonObject Dependency(IGrouping<string, (BillComponent From, BillComponent To)> group) =>
        new()
        {
            ["ref"] = group.Key,
            ["dependsOn"] = new JsonArray([.. group.Select(one => JsonValue.Create(one.To.Id))]),
        };

    // The image may have files that neither packages nor tools list; a tool without a list, or a package of another archive, may contain anything.
    private IEnumerable<JsonObject> Compositions()
    {
        string[] lists =
        [
            .. inventory.System is { } system && inventory.IsComplete ? new[] { system.Id } : [],
            .. inventory
                .Tools.Where(tool => tool is { Lists: not null, NotLookedInto: null } && inventory.IsComplete)
                .Select(tool => tool.Id),
        ];
        string[] partly =
        [
            .. inventory
                .Tools.Where(tool => tool is { Lists: not null, NotLookedInto: not null })
                .Select(tool => tool.Id),
        ];
        string[] unknown =
        [
            .. inventory.Tools.Select(tool => tool.Id).Except(lists).Except(partly),
            .. packages.Where(package => package.NotLookedInto is not null).Select(package => package.Id),
        ];
        yield return Composition("incomplete", [inventory.Image.Id, .. partly]);
        if (lists.Length > 0)
        {
            yield return Composition("complete", lists);
        }
        if (unknown.Length > 0)
        {
            yield return Composition("unknown", unknown);
        }
    }

    private static JsonObject Composition(string aggregate, string[] ids) =>
        new()
        {
            ["aggregate"] = aggregate,
            ["dependencies"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]),
        };

    private static void Set(JsonObject target, string name, string? value)
    {
        if (value is not null)
        {
            target[name] = value;
        }
    }

    private static void SetList(JsonObject target, string name, IEnumerable<JsonObject> items)
    {
        JsonArray list = [.. items];
        if (list.Count > 0)
        {
            target[name] = list;
        }
    }
}
