using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Providers.Network;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// What a virtual machine must have, as far as its body states it: a machine that only stands for the user of an image may have
/// less. Sources: Azure/bicep-types-az, Microsoft.Compute, "OSProfile"; SupportArticles-docs, "error messages for Windows virtual
/// machines"; azure-docs, "error SKU not available". The code of an interface in use is not documented.
/// </summary>
internal static class MachineRules
{
    private const string Join = "Microsoft.Network/networkInterfaces/join/action";
    private const string Assign = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action";

    /// <exception cref="ArmException">400 for the first rule that is broken.</exception>
    public static void Check(JsonObject body)
    {
        JsonNode? profile = body.At("properties", "osProfile");
        if (profile is null)
        {
            return;
        }
        AdminAccount.Check(profile);
        string user = profile.At("adminUsername").Text() ?? "";
        // OSProfile: at most 65,535 bytes, decoded.
        if (
            profile.At("customData").Text() is { } data
            && (!Convert.TryFromBase64String(data, new byte[data.Length], out int bytes) || bytes > 65_535)
        )
        {
            throw Invalid("Custom data in OSProfile must be in Base64 encoding, of at most 65535 bytes.", "customData");
        }
        JsonNode? linux = profile.At("linuxConfiguration");
        bool hasKey = false;
        foreach (JsonNode key in linux.At("ssh", "publicKeys").Items())
        {
            string path = $"/home/{user}/.ssh/authorized_keys";
            if (key.At("path").Text() != path)
            {
                throw Invalid(
                    $"Destination path for SSH public keys is currently limited to its default value {path} due to a known issue in Linux "
                        + "provisioning agent.",
                    "linuxConfiguration.ssh.publicKeys.path"
                );
            }
            hasKey |= IsKey(key.At("keyData").Text());
        }
        if (!hasKey && string.IsNullOrEmpty(profile.At("adminPassword").Text()))
        {
            throw Invalid(
                "Authentication using either SSH or by user name and password must be enabled in Linux profile.",
                "linuxConfiguration"
            );
        }
    }

    /// <summary>Refuses the change of what a machine keeps: Azure/bicep-types-az, "OSProfile"; pulumi/pulumi-azure-native#1117.</summary>
    /// <exception cref="ArmException">409: another image or other custom data.</exception>
    public static void CheckChange(JsonObject body, StoredResource existing)
    {
        string? image = body.At("properties", "storageProfile", "imageReference", "id").Text();
        string? before = existing.Body.At("properties", "storageProfile", "imageReference", "id").Text();
        string? data = body.At("properties", "osProfile", "customData").Text();
        string? known = existing.Hidden.At(ScaleSetModel.Secret).Text();
        string? changed =
            image is not null && before is not null && !ArmPath.Same(image, before) ? "imageReference.id"
            : data is not null && known is not null && ScaleSetModel.Digest(data) != known ? "osProfile.customData"
            : null;
        if (changed is not null)
        {
            throw new ArmException(
                409,
                "PropertyChangeNotAllowed",
                $"Changing property '{changed}' is not allowed.",
                changed
            );
        }
    }

    /// <exception cref="ArmException">409: the size is not offered here.</exception>
    public static void CheckOffer(ResourceStore store, JsonObject body)
    {
        string? size = body.At("properties", "hardwareProfile", "vmSize").Text();
        JsonNode? section = WorldSettings.Section(store, "sizes");
        if (size is not null && !section.Items().Any(one => ArmPath.Same(one.At("name").Text(), size)))
        {
            throw new ArmException(
                409,
                "SkuNotAvailable",
                $"The requested VM size {size} is not available in the location '{body["location"].Text()}' for this subscription.",
                "vmSize"
            );
        }
    }

    /// <exception cref="ArmException">An interface does not exist, is in use, or may not be joined.</exception>
    public static void CheckInterfaces(
        ResourceStore store,
        PermissionCheck permissions,
        ArmRequest request,
        JsonObject body
    )
    {
        IEnumerable<string> cards = body.At("properties", "networkProfile", "networkInterfaces")
            .Items()
            .Select(card => card.At("id").Text())
            .OfType<string>();
        foreach (string id in cards)
        {
            if (store.Find(id) is null)
            {
                throw MissingReference(request, id, "networkInterfaces");
            }
            DemandLinked(permissions, request, Join, id);
            if (NetworkInterfaces.MachineOf(store, id) is { } machine && !ArmPath.Same(machine, request.Path.Id))
            {
                throw new ArmException(
                    400,
                    "NicInUse",
                    $"Network Interface {id} is used by existing resource {machine}.",
                    "networkInterfaces"
                );
            }
        }
    }

    /// <exception cref="ArmException">403: an identity may not be assigned. Source: Azure/aad-pod-identity#550.</exception>
    public static void CheckIdentities(PermissionCheck permissions, ArmRequest request, JsonObject body)
    {
        foreach ((string id, JsonNode? _) in body.At("identity", "userAssignedIdentities") as JsonObject ?? [])
        {
            DemandLinked(permissions, request, Assign, id);
        }
    }

    /// <summary>The error for a reference to what does not exist.</summary>
    public static ArmException MissingReference(ArmRequest request, string id, string target) =>
        new(
            400,
            "InvalidResourceReference",
            $"Resource {id} referenced by resource {request.Path.Id} was not found. Please make sure that the referenced resource "
                + "exists, and that both resources are in the same region.",
            target
        );

    /// <exception cref="ArmException">403: the caller may not use a linked resource.</exception>
    public static void DemandLinked(PermissionCheck permissions, ArmRequest request, string action, string id)
    {
        if (!permissions.IsAllowed(request.Caller, action, id))
        {
            throw new ArmException(
                403,
                "LinkedAuthorizationFailed",
                $"The client '{request.Caller.ObjectId}' has permission to perform action '{request.Path.Type}/write' on scope "
                    + $"'{request.Path.Id}'; however, it does not have permission to perform action(s) '{action}' on the linked "
                    + $"scope(s) '{id}' (respectively) or the linked scope(s) are invalid."
            );
        }
    }

    private static bool IsKey(string? text) =>
        text?.Split(' ') is [("ssh-rsa" or "ssh-ed25519"), var blob, ..]
        && Convert.TryFromBase64String(blob, new byte[blob.Length], out _);

    private static ArmException Invalid(string message, string target) => new(400, "InvalidParameter", message, target);
}
