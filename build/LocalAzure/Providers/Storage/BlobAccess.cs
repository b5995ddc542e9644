using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;
using Microsoft.AspNetCore.Http;

namespace LocalAzure.Providers.Storage;

/// <summary>Access to blobs: with a signature by an account key, or as a principal with the data permission.</summary>
internal static class BlobAccess
{
    private const string ReadBlobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read";

    /// <summary>Returns the error response, or null when the request is allowed.</summary>
    public static BlobAnswer? Refusal(
        PermissionCheck permissions,
        AccessToken tokens,
        HttpRequest request,
        StoredResource account
    )
    {
        string authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith("SharedKey ", StringComparison.Ordinal))
        {
            if (account.Body.At("properties", "allowSharedKeyAccess").Flag() == false)
            {
                return BlobAnswer.Failed(
                    403,
                    "KeyBasedAuthenticationNotPermitted",
                    "Key based authentication is not permitted on this storage account."
                );
            }
            return account
                .Hidden.At("keys")
                .Items()
                .Any(key => SharedKey.Fits(request, account.Name, key.Text()!, authorization))
                ? null
                : BlobAnswer.Failed(
                    403,
                    "AuthenticationFailed",
                    "Server failed to authenticate the request. Make sure the value of Authorization header is formed "
                        + "correctly including the signature."
                );
        }
        if (authorization.Length == 0)
        {
            return BlobAnswer.Failed(
                409,
                "PublicAccessNotPermitted",
                "Public access is not permitted on this storage account."
            );
        }
        try
        {
            Caller caller = tokens.Check(authorization, "https://storage.azure.com/");
            return permissions.IsAllowed(caller, ReadBlobs, account.Id, data: true)
                ? null
                : BlobAnswer.Failed(
                    403,
                    "AuthorizationPermissionMismatch",
                    "This request is not authorized to perform this operation using this permission."
                );
        }
        catch (ArmException e)
        {
            return BlobAnswer.Failed(401, e.Error.Code, e.Message);
        }
    }
}
