using Azure.Core;
using Azure.Core.Pipeline;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// The last policy before the network, after authentication and retries: requests with a token are sent to these origins
/// only, whether the address comes from a poll response, a next link or a redirect.
/// </summary>
internal sealed class TrustedOrigins(params Uri[] origins) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Demand(message.Request.Uri.ToUri());
        ProcessNext(message, pipeline);
    }

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Demand(message.Request.Uri.ToUri());
        return ProcessNextAsync(message, pipeline);
    }

    /// <exception cref="BoundaryException">The address has another origin.</exception>
    public void Demand(Uri target)
    {
        if (!origins.Any(origin => Origin.Same(origin, target)))
        {
            throw new BoundaryException(
                BoundaryException.Foreign,
                $"A response points to {Origin.Show(target)}, which is not "
                    + $"{string.Join(" or ", origins.Select(Origin.Show))}. The token is not sent there.",
                "Something between this machine and Azure is altering responses: check the proxy and the cloud's endpoint."
            );
        }
    }
}
