using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Storage;

/// <summary>Blobs, stored below their storage account so that they are deleted with it.</summary>
internal static class Blobs
{
    public const string TypeName = "~blob";

    /// <summary>The account is in the path: with a host name before it the SDK would drop the container.</summary>
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
            .Concat(
                store
                    .Under($"{accountId}/blobServices/default/containers/")
                    .Where(c => c.Type == Storage.Containers.TypeName)
                    .Select(c => c.Name)
            )
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    // Blob names are case-sensitive and ids are not, so the id has a hash of the name.
    private static string IdOf(string accountId, string container, string name) =>
        $"{accountId}/~blobs/{container}/{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)))}";

    // Content-MD5 is part of the blob protocol and not used for security.
#pragma warning disable CA5351
    private static byte[] Md5(byte[] content) => MD5.HashData(content);
#pragma warning restore CA5351
}
