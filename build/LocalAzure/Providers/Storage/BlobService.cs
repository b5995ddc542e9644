using System.Globalization;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Server;
using LocalAzure.Store;
using Microsoft.AspNetCore.Http;

namespace LocalAzure.Providers.Storage;

/// <summary>
/// The blob service at https://127.0.0.1:port/account: list containers and blobs, get with ranges, HEAD. Signed with an
/// account key, or with a bearer token whose principal has the data permission (Blob service REST API, 2021-12-02).
/// </summary>
internal sealed class BlobService(ResourceContext context, PermissionCheck permissions, AccessToken tokens) : IDataPlane
{
    private const string Version = "2021-12-02";

    public Func<HttpContext, Task<int>>? HandlerOf(string path)
    {
        string? first = path.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        StoredResource? account =
            first is null || first is "subscriptions" or "providers"
                ? null
                : context.Store.OfType(StorageAccounts.TypeName).FirstOrDefault(a => a.Name == first);
        return account is null ? null : http => HandleAsync(http, account);
    }

    private async Task<int> HandleAsync(HttpContext http, StoredResource account)
    {
        context.Agenda.RunDue();
        HttpResponse response = http.Response;
        response.Headers["x-ms-version"] = http.Request.Headers["x-ms-version"].FirstOrDefault() ?? Version;
        response.Headers["x-ms-request-id"] = Guid.NewGuid().ToString();
        BlobAnswer answer = Answer(http.Request, account);
        response.StatusCode = answer.Status;
        foreach ((string? name, string? value) in answer.Headers)
        {
            response.Headers[name] = value;
        }
        if (answer.Error is { } error)
        {
            response.Headers["x-ms-error-code"] = error;
        }
        response.ContentLength = answer.Body.Length;
        response.ContentType = answer.ContentType;
        if (http.Request.Method != "HEAD")
        {
            await response.Body.WriteAsync(answer.Body, http.RequestAborted);
        }
        return answer.Status;
    }

    private BlobAnswer Answer(HttpRequest request, StoredResource account)
    {
        string[] segments = Uri.UnescapeDataString(request.Path.Value ?? "").Split('/', 4);
        string container = segments.Length > 2 ? segments[2] : "";
        string blob = segments.Length > 3 ? segments[3] : "";
        if (BlobAccess.Refusal(permissions, tokens, request, account) is { } refused)
        {
            return refused;
        }
        bool list = request.Query["comp"] == "list";
        return (request.Method, container, blob) switch
        {
            ("GET", "", _) when list => BlobListing.OfContainers(context, account),
            ("GET", _, "") when list => BlobListing.OfBlobs(context, account, container, request.Query),
            ("GET" or "HEAD", not "", "") when request.Query["restype"] == "container" => Container(account, container),
            ("GET" or "HEAD", _, not "") => Read(request, account, container, blob),
            _ => BlobAnswer.Failed(
                501,
                "NotImplemented",
                $"LocalAzure does not model {request.Method} {request.Path}{request.QueryString} of the blob service."
            ),
        };
    }

    private BlobAnswer Container(StoredResource account, string container) =>
        Blobs.Containers(context.Store, account.Id).Contains(container)
            ? new BlobAnswer(200, [], "application/xml")
            : BlobAnswer.Failed(404, "ContainerNotFound", "The specified container does not exist.");

    private BlobAnswer Read(HttpRequest request, StoredResource account, string container, string name)
    {
        if (Blobs.Find(context.Store, account.Id, container, name) is not { } blob)
        {
            return Blobs.Containers(context.Store, account.Id).Contains(container)
                ? BlobAnswer.Failed(404, "BlobNotFound", "The specified blob does not exist.")
                : BlobAnswer.Failed(404, "ContainerNotFound", "The specified container does not exist.");
        }
        byte[] content = Convert.FromBase64String(blob.Body["content"].Text() ?? "");
        Dictionary<string, string> headers = new()
        {
            ["ETag"] = blob.Body["etag"].Text()!,
            ["Last-Modified"] = blob.Body["modified"].Text()!,
            ["x-ms-blob-type"] = "BlockBlob",
            ["Accept-Ranges"] = "bytes",
            ["x-ms-lease-status"] = "unlocked",
            ["x-ms-lease-state"] = "available",
            ["x-ms-server-encrypted"] = "true",
        };
        string type = blob.Body["contentType"].Text()!;
        string? asked = request.Headers["x-ms-range"].FirstOrDefault() ?? request.Headers.Range.FirstOrDefault();
        if (BlobRange.Parse(asked, content.Length) is not { } range)
        {
            headers["Content-MD5"] = blob.Body["md5"].Text()!;
            return new BlobAnswer(200, content, type) { Headers = headers };
        }
        if (range.First >= content.Length)
        {
            return BlobAnswer.Failed(
                416,
                "InvalidRange",
                "The range specified is invalid for the current size of the resource."
            );
        }
        headers["Content-Range"] = string.Create(
            CultureInfo.InvariantCulture,
            $"bytes {range.First}-{range.Last}/{content.Length}"
        );
        return new BlobAnswer(206, content[range.First..(range.Last + 1)], type) { Headers = headers };
    }
}
