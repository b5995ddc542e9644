using Azure.Core;
using Build.Clouds;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;

namespace Build.Tests;

/// <summary>What the images of one run share, and with whom.</summary>
public sealed class SharingConnections
{
    [Theory]
    [InlineData("azure", "one", true)]
    [InlineData("azure", "other", false)]
    [InlineData("azureChina", "one", false)]
    public async Task Answers_are_shared_by_images_of_one_cloud_and_one_tenant_only(
        string cloud,
        string tenant,
        bool shares
    )
    {
        await using SharedClouds clouds = new(2, TimeProvider.System);

        AzureSessionOptions first = (await ConnectAsync("azure", "one")).Options;
        AzureSessionOptions second = (await ConnectAsync(cloud, tenant)).Options;

        Assert.Equal(shares, ReferenceEquals(first.Answers, second.Answers));
        Assert.Equal(shares, ReferenceEquals(first.Reads, second.Reads));

        Task<AzureSession> ConnectAsync(string where, string whose) =>
            clouds.SessionAsync(
                (where, whose),
                new AzureSessionOptions(),
                () => Task.FromResult(new AzureSession(AzureCloud.Find(where)!, new NoToken()))
            );
    }

    private sealed class NoToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException();
    }
}
