using LocalAzure.Access;
using LocalAzure.Arm;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// Demands the permission to read what a gallery image version is made from: a managed image or another version, in any
/// subscription. Source: MicrosoftDocs/azure-compute-docs, shared-image-galleries.md, "Access control".
/// </summary>
internal sealed class LinkedSources(PermissionCheck permissions)
{
    public void Demand(ArmRequest request, string type)
    {
        if (
            request.Method == "PUT"
            && ArmPath.Same(type, GalleryVersions.TypeName)
            && request.Body.At("properties", "storageProfile", "source", "id").Text() is { Length: > 0 } source
            && ActionFor(ArmPath.Parse(source).Type) is { } action
            && !permissions.IsAllowed(request.Caller, action, source)
        )
        {
            throw new ArmException(
                403,
                "LinkedAuthorizationFailed",
                $"The client '{request.Caller.ObjectId}' has permission to perform action '{type}/write' on scope "
                    + $"'{request.Path.Id}'; however, it does not have permission to perform action(s) '{action}' on the "
                    + $"linked scope(s) '{source}' or the linked scope(s) are invalid."
            );
        }
    }

    private static string? ActionFor(string type) =>
        ArmPath.Same(type, Images.TypeName) || ArmPath.Same(type, GalleryVersions.TypeName) ? $"{type}/read" : null;
}
