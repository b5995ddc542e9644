using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Settings;

namespace LocalAzure.Tests.Clients;

/// <summary>The pipeline's own clients on Azure's SDK against the server.</summary>
public sealed class SessionTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly string Subscription = LocalArm.Subscription.Split('/')[^1];

    [Fact]
    public async Task The_pipelines_clients_read_identities_roles_and_assignments_and_delete_them()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        using AzureSession session = SessionOf(arm);
        string group = $"{LocalArm.Subscription}/resourceGroups/rg-network-eastus2";
        ResourceId identity = ResourceId.Parse(
            $"{group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-one"
        );
        await arm.PutAsync(identity.ToString(), """{"location":"eastus2"}""", "2023-01-31");
        string principal = (await session.Identities.GetAsync(identity, Cancel))!.PrincipalId;
        List<RoleDefinition> roles = await session
            .RoleDefinitions.ListAsync(LocalArm.Subscription, Cancel, "Reader")
            .ToListAsync(Cancel);

        RoleAssignment made = await session.RoleAssignments.CreateAsync(
            group,
            Guid.NewGuid().ToString(),
            roles[0].Id,
            principal,
            Cancel
        );

        Assert.Equal(made, await session.RoleAssignments.GetAsync(made.Id, Cancel));
        Assert.True(await session.RoleAssignments.DeleteAsync(made.Id, Cancel));
        Assert.True(await session.Identities.DeleteAsync(identity, Cancel));
        Assert.Null(await session.Identities.GetAsync(identity, Cancel));
    }

    [Fact]
    public async Task The_pipelines_clients_read_groups_providers_permissions_and_networks()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        using AzureSession session = SessionOf(arm);
        Assert.NotNull(await session.ResourceGroups.GetAsync(Subscription, "rg-network-eastus2", Cancel));
        Assert.Equal(
            "Registered",
            (await session.Providers.GetAsync(Subscription, "Microsoft.Network", Cancel))!.RegistrationState
        );
        Assert.Single(await session.Permissions.ListAsync(LocalArm.Subscription, Cancel).ToListAsync(Cancel));
        string network =
            $"{LocalArm.Subscription}/resourceGroups/rg-network-eastus2/providers/Microsoft.Network/virtualNetworks/vnet-imagebuilder";
        Assert.NotNull(await session.GetAsync(network, "2024-05-01", Cancel));
    }

    internal static AzureSession SessionOf(LocalArm arm)
    {
        AzureCloud cloud = AzureCloud.Public with { Name = "local", ResourceManager = arm.Server.Endpoint };
        TokenCredential credential = DelegatedTokenCredential.Create(
            (_, _) =>
                new AccessToken(
                    arm.Server.IssueToken(
                        "https://management.azure.com/",
                        arm.Server.OperatorPrincipalId,
                        TimeSpan.FromHours(1)
                    ),
                    DateTimeOffset.UtcNow.AddHours(1)
                )
        );
        return new AzureSession(cloud, credential, new() { CertificateAuthority = arm.Server.CertificateAuthority });
    }
}
