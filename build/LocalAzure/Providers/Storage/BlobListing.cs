using System.Globalization;
using System.Xml.Linq;
using LocalAzure.Arm;
using LocalAzure.Store;
using Microsoft.AspNetCore.Http;

namespace LocalAzure.Providers.Storage;

/// <summary>The two paged lists of the blob service.</summary>
internal static class BlobListing
{
    private const int MostInPage = 5000;

    public static BlobAnswer OfContainers(ResourceContext context, StoredResource account) =>
        BlobAnswer.Xml(
            200,
            new XElement(
                "EnumerationResults",
                new XAttribute("ServiceEndpoint", Blobs.Endpoint(context, account.Name)),
                new XElement(
                    "Containers",
                    Blobs
                        .Containers(context.Store, account.Id)
                        .Select(name => new XElement(
                            "Container",
                            new XElement("Name", name),
                            new XElement(
                                "Properties",
                                new XElement(
                                    "Last-Modified",
                                    context.Now.UtcDateTime.ToString("R", CultureInfo.InvariantCulture)
                                ),
                                new XElement("Etag", "\"0x0\"")
                            )
                        ))
                ),
                new XElement("NextMarker")
            )
        );

    public static BlobAnswer OfBlobs(
        ResourceContext context,
        StoredResource account,
        string container,
        IQueryCollection query
    )
    {
        List<StoredResource> all = Blobs.In(context.Store, account.Id, container);
        if (all.Count == 0)
        {
            return BlobAnswer.Failed(404, "ContainerNotFound", "The specified container does not exist.");
        }
        string prefix = query["prefix"].ToString();
        string marker = query["marker"].ToString();
        int most =
            int.TryParse(query["maxresults"], NumberStyles.None, CultureInfo.InvariantCulture, out int asked)
            && asked > 0
                ? Math.Min(asked, MostInPage)
                : MostInPage;
        List<StoredResource> found = all.Where(b => b.Body["name"].Text()!.StartsWith(prefix, StringComparison.Ordinal))
            .Where(b => string.CompareOrdinal(b.Body["name"].Text(), marker) > 0 || marker.Length == 0)
            .ToList();
        List<StoredResource> page = found.Take(most).ToList();
        string delimiter = query["delimiter"].ToString();
        IEnumerable<XElement> items = page.Select(b => Item(b, prefix, delimiter)).DistinctBy(e => e.ToString());
        return BlobAnswer.Xml(
            200,
            new XElement(
                "EnumerationResults",
                new XAttribute("ServiceEndpoint", Blobs.Endpoint(context, account.Name)),
                new XAttribute("ContainerName", container),
                new XElement("Blobs", items),
                new XElement("NextMarker", found.Count > page.Count ? page[^1].Body["name"].Text() : null)
            )
        );
    }

    private static XElement Item(StoredResource blob, string prefix, string delimiter)
    {
        string name = blob.Body["name"].Text()!;
        int at = delimiter.Length == 0 ? -1 : name.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        if (at >= 0)
        {
            return new XElement("BlobPrefix", new XElement("Name", name[..(at + delimiter.Length)]));
        }
        return new XElement(
            "Blob",
            new XElement("Name", name),
            new XElement(
                "Properties",
                new XElement("Last-Modified", blob.Body["modified"].Text()),
                new XElement("Etag", blob.Body["etag"].Text()!.Trim('"')),
                new XElement("Content-Length", blob.Body["length"].Number()),
                new XElement("Content-Type", blob.Body["contentType"].Text()),
                new XElement("Content-MD5", blob.Body["md5"].Text()),
                new XElement("BlobType", "BlockBlob"),
                new XElement("LeaseStatus", "unlocked"),
                new XElement("LeaseState", "available")
            )
        );
    }
}
