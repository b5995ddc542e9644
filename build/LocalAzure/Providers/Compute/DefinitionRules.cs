using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// What an image definition must have and must keep. Source: MicrosoftDocs/azure-compute-docs,
/// troubleshooting-shared-images.md, "Creating or modifying image definitions"; azure-rest-api-specs,
/// Compute/Gallery/models.tsp for <c>allowUpdateImage</c>.
/// </summary>
internal static class DefinitionRules
{
    private static readonly string[] Required = ["osType", "osState", "identifier"];
    private static readonly (string Name, int Most)[] Identifier = [("publisher", 128), ("offer", 64), ("sku", 64)];

    private static readonly string[] Unchangeable =
    [
        "osType",
        "osState",
        "hyperVGeneration",
        "architecture",
        "identifier",
    ];

    private static readonly string[] SecurityTypes =
    [
        "Standard",
        "TrustedLaunch",
        "TrustedLaunchSupported",
        "ConfidentialVM",
        "ConfidentialVMSupported",
        "TrustedLaunchAndConfidentialVmSupported",
    ];

    /// <exception cref="ArmException">The definition is refused.</exception>
    public static void Check(ArmRequest request, JsonObject body, StoredResource? existing, ResourceContext context)
    {
        JsonNode? properties = body["properties"];
        foreach (string name in Required)
        {
            if (properties.At(name) is null)
            {
                throw Refused($"Required parameter '{name}' is missing (null).", name);
            }
        }
        foreach (string name in Unchangeable)
        {
            JsonNode? before = existing?.Body.At("properties", name);
            if (before is not null && properties.At(name) is { } now && !JsonNode.DeepEquals(before, now))
            {
                throw Changed(name);
            }
        }
        CheckFeatures(properties, existing);
        CheckRecommended(properties.At("recommended"));
        if (request.Caller.IsSystem)
        {
            return;
        }
        PublishingRules.CheckEndOfLife(properties.At("endOfLifeDate").Text(), existing, null, context.Now);
        if (existing is null)
        {
            GalleryLimits.Check(
                context.Store,
                GalleryImages.TypeName,
                request.Path,
                ResourceRules.LocationOf(request.Path, body, null)
            );
            CheckIdentifier(properties.At("identifier"), request.Path, context.Store);
        }
    }

    private static void CheckIdentifier(JsonNode? identifier, ArmPath path, ResourceStore store)
    {
        foreach ((string name, int most) in Identifier)
        {
            string text = identifier.At(name).Text() ?? "";
            if (
                text.Length == 0
                || text.Length > most
                || text.EndsWith('.')
                || !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_')
            )
            {
                throw Refused(
                    $"Asset name galleryImage.properties.identifier.{name} is not valid. It cannot be empty. Allowed characters "
                        + "are uppercase or lowercase letters, digits, hyphen(-), period (.), underscore (_). Names are not "
                        + $"allowed to end with period(.). The length of the name cannot exceed {most} characters.",
                    $"galleryImage.properties.identifier.{name}"
                );
            }
        }
        string Triple(JsonNode? one) =>
            string.Join(", ", Identifier.Select(part => $"{part.Name}:{one.At(part.Name).Text()}"));
        if (
            store
                .Under($"{path.Parent!.Id}/images/")
                .FirstOrDefault(other =>
                    other.Type == GalleryImages.TypeName
                    && ArmPath.Same(Triple(other.Body.At("properties", "identifier")), Triple(identifier))
                ) is
            { } taken
        )
        {
            throw new ArmException(
                409,
                "Conflict",
                $"Gallery image: {taken.Name} identified by ({Triple(identifier)}) already exists. Choose a different publisher, "
                    + "offer, sku combination."
            );
        }
    }

    private static void CheckFeatures(JsonNode? properties, StoredResource? existing)
    {
        foreach (JsonNode feature in properties.At("features").Items())
        {
            if (
                feature["name"].Text() == "SecurityType"
                && !SecurityTypes.Contains(feature["value"].Text() ?? "", StringComparer.OrdinalIgnoreCase)
            )
            {
                throw Refused(
                    $"The value '{feature["value"].Text()}' of feature SecurityType is not one of {string.Join(", ", SecurityTypes)}.",
                    "features"
                );
            }
        }
        JsonNode? before = existing?.Body.At("properties", "features");
        bool mayChange = existing?.Body.At("properties", "allowUpdateImage").Flag() ?? false;
        if (
            before is not null
            && properties.At("features") is { } now
            && !mayChange
            && !JsonNode.DeepEquals(before, now)
        )
        {
            throw Changed("features");
        }
    }

    private static void CheckRecommended(JsonNode? recommended)
    {
        foreach (string name in new[] { "vCPUs", "memory" })
        {
            if (recommended.At(name, "min").Number() > recommended.At(name, "max").Number())
            {
                throw Refused(
                    $"The minimum value of {name} must not be greater than the maximum value of {name}.",
                    $"galleryImage.properties.recommended.{name}"
                );
            }
        }
    }

    private static ArmException Changed(string name) =>
        new(
            409,
            "PropertyChangeNotAllowed",
            $"Changing property 'galleryImage.properties.{name}' is not allowed.",
            $"galleryImage.properties.{name}"
        );

    private static ArmException Refused(string message, string target) => new(400, "InvalidParameter", message, target);
}
