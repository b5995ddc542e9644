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
        const string Reader =
            $"{LocalArm.Subscription}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7";
        await arm.PutAsync(
            $"{group}/providers/Microsoft.Authorization/roleAssignments/3f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
            $$$$"""{"properties":{"roleDefinitionId":"{{{{Reader}}}}","principalId":"{{{{principal}}}}","principalType":"ServicePrincipal"}}""",
            "2022-04-01"
        );

        RoleAssignment made = Assert.Single(
            await session.RoleAssignments.ListAsync(group, Cancel, principal).ToListAsync(Cancel)
        );
        Assert.NotNull(await session.RoleDefinitions.GetAsync(made.RoleDefinitionId, Cancel));
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
