using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Storage;

/// <summary>Blobs as documents below their storage account, so that they go when it goes.</summary>
internal static class Blobs
{
    public const string TypeName = "~blob";

    /// <summary>https://127.0.0.1:port/account/: with a host name before it the SDK would drop the container.</summary>
    public static string Endpoint(ResourceContext context, string account) =>
        $"{context.Operations.Endpoint}/{account}/";

    public static void Put(
        ResourceContext context,
        string accountId,
        string container,
        string name,
        byte[] content,
        string contentType
    ) =>
        context.Store.Put(
            new StoredResource(
                IdOf(accountId, container, name),
                TypeName,
                new JsonObject
                {
                    ["container"] = container,
                    ["name"] = name,
                    ["content"] = Convert.ToBase64String(content),
                    ["length"] = content.Length,
                    ["contentType"] = contentType,
                    ["md5"] = Convert.ToBase64String(Md5(content)),
                    ["modified"] = context.Now.UtcDateTime.ToString("R", CultureInfo.InvariantCulture),
                    ["etag"] = $"\"0x{context.Now.UtcTicks:X}\"",
                }
            )
        );

    public static StoredResource? Find(ResourceStore store, string accountId, string container, string name) =>
        store.Find(IdOf(accountId, container, name)) is { } found && found.Body["name"].Text() == name ? found : null;

    public static List<StoredResource> In(ResourceStore store, string accountId, string container) =>
        [
            .. store
                .Under($"{accountId}/~blobs/{container}/")
                .Where(b => b.Type == TypeName)
                .OrderBy(b => b.Body["name"].Text(), StringComparer.Ordinal),
        ];

    public static IEnumerable<string> Containers(ResourceStore store, string accountId) =>
        store
            .Under($"{accountId}/~blobs/")
            .Select(b => b.Body["container"].Text())
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    // Names of blobs tell upper from lower case and ids do not, so the name's own hash stands in the id.
    private static string IdOf(string accountId, string container, string name) =>
        $"{accountId}/~blobs/{container}/{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)))}";

    // Content-MD5 is part of the blob protocol, not a protection.
#pragma warning disable CA5351
    private static byte[] Md5(byte[] content) => MD5.HashData(content);
#pragma warning restore CA5351
}
