using Azure;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Clients;

/// <summary>Blobs at signed addresses, which need no token; none is sent.</summary>
internal sealed class SignedBlobs(HttpPipelineTransport transport)
{
    /// <summary>Reads a blob.</summary>
    /// <param name="address">Its address with the signature.</param>
    /// <param name="most">The most bytes that are read, from its beginning.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The bytes, or why there are none, as a sentence without the signature.</returns>
    public async Task<(byte[]? Bytes, string? Trouble)> ReadAsync(
        Uri address,
        long most,
        CancellationToken cancellationToken
    )
    {
        BlobClientOptions options = new() { Transport = transport };
        options.Retry.MaxRetries = 2;
        options.Diagnostics.IsTelemetryEnabled = false;
        try
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Limits.Answer);
            BlobDownloadStreamingResult answer = await new BlobClient(address, options).DownloadStreamingAsync(
                cancellationToken: limit.Token
            );
            await using Stream body = answer.Content;
            byte[] bytes = new byte[most];
            int length = await body.ReadAtLeastAsync(bytes, bytes.Length, false, limit.Token);
            return (bytes[..length], null);
        }
        catch (Exception failure)
            when (failure is RequestFailedException or IOException or AggregateException or OperationCanceledException
                && !cancellationToken.IsCancellationRequested
            )
        {
            string code = failure is RequestFailedException { ErrorCode: { Length: > 0 } known }
                ? known
                : failure.GetType().Name;
            return (null, $"{address.GetLeftPart(UriPartial.Path)} could not be read ({PlainText.Line(code)}).");
        }
    }
}
