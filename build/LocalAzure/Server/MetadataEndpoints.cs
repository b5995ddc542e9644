using System.Text.Json.Nodes;
using LocalAzure.Arm;
using Microsoft.AspNetCore.Http;

namespace LocalAzure.Server;

/// <summary>
/// GET /metadata/endpoints, with which clients discover a cloud's addresses without a token: an object, and from 2019-05-01
/// to before 2022-09-01 a list of clouds. The login endpoint has the form of AD FS, as on Azure Stack Hub without Entra ID, because
/// clients ask login.microsoftonline.com about every other one that they do not know (MSAL, "instance discovery").
/// </summary>
internal static class MetadataEndpoints
{
    public static bool IsRequested(HttpRequest request) =>
        request.Method == "GET" && ArmPath.Same(request.Path.Value?.TrimEnd('/'), "/metadata/endpoints");

    public static ArmResponse Answer(string? version, string endpoint, string tenant)
    {
        if (string.IsNullOrEmpty(version))
        {
            throw new ArmException(
                400,
                "MissingApiVersionParameter",
                "The api-version query parameter (?api-version=) is required for all requests."
            );
        }
        JsonObject cloud = Cloud(endpoint, tenant);
        bool isList =
            string.CompareOrdinal(version, "2019-05-01") >= 0 && string.CompareOrdinal(version, "2022-09-01") < 0;
        return ArmResponse.Ok(isList ? new JsonArray(cloud) : cloud);
    }

    private static JsonObject Cloud(string endpoint, string tenant) =>
        new()
        {
            ["name"] = "LocalAzure",
            ["portal"] = endpoint,
            ["portalEndpoint"] = endpoint,
            ["galleryEndpoint"] = endpoint,
            ["graphEndpoint"] = endpoint,
            ["graph"] = endpoint,
            ["graphAudience"] = endpoint,
            ["microsoftGraphResourceId"] = endpoint,
            ["gallery"] = endpoint,
            ["resourceManager"] = endpoint,
            ["authentication"] = new JsonObject
            {
                ["loginEndpoint"] = $"{endpoint}/adfs",
                ["audiences"] = new JsonArray("https://management.core.windows.net/", "https://management.azure.com/"),
                ["tenant"] = tenant,
                ["identityProvider"] = "AAD",
            },
            ["suffixes"] = new JsonObject { ["storage"] = "core.windows.net" },
        };
}
