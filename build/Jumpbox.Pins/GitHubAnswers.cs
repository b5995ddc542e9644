using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jumpbox.Files;
using Octokit;
using Octokit.Caching;
using Octokit.Internal;

namespace Jumpbox.Pins;

/// <summary>
/// A cache of GitHub's responses, so that requests send the ETag and unchanged responses do not count against the rate
/// limit. An unusable file is ignored: results never depend on the cache.
/// </summary>
internal sealed class GitHubAnswers(string folder) : IResponseCache
{
    public async Task<CachedResponse.V1> GetAsync(IRequest request)
    {
        try
        {
            byte[] json = await File.ReadAllBytesAsync(FileOf(request));
            Kept kept = JsonSerializer.Deserialize<Kept>(json)!;
            Dictionary<string, Uri> links = kept.Links.ToDictionary(link => link.Key, link => new Uri(link.Value));
            ApiInfo info = new(links, [], [], kept.ETag, new RateLimit(kept.Headers), TimeSpan.Zero);
            return new CachedResponse.V1(
                kept.Body,
                kept.Headers.AsReadOnly(),
                info,
                (HttpStatusCode)kept.Status,
                kept.ContentType
            );
        }
        catch (Exception unusable)
            when (unusable
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or UriFormatException
                        or NullReferenceException
            )
        {
            return null!; // As Octokit's interface requires: null means that nothing is cached.
        }
    }

    public async Task SetAsync(IRequest request, CachedResponse.V1 cachedResponse)
    {
        if (cachedResponse.Body is not string body || cachedResponse.StatusCode != HttpStatusCode.OK)
        {
            return;
        }
        Kept kept = new(
            (int)cachedResponse.StatusCode,
            cachedResponse.ApiInfo.Etag,
            cachedResponse.ContentType,
            cachedResponse.Headers.ToDictionary(header => header.Key, header => header.Value),
            cachedResponse.ApiInfo.Links.ToDictionary(link => link.Key, link => link.Value.ToString()),
            body
        );
        try
        {
            AtomicFile.Write(FileOf(request), JsonSerializer.SerializeToUtf8Bytes(kept));
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            // Without a cache everything still works, with more requests.
        }
    }

    private string FileOf(IRequest request)
    {
        string name = new Uri(request.BaseAddress, request.Endpoint).AbsoluteUri;
        return Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name))) + ".json");
    }

    private sealed record Kept(
        int Status,
        string ETag,
        string ContentType,
        Dictionary<string, string> Headers,
        Dictionary<string, string> Links,
        string Body
    );
}
