using System.Text.Json;
using Cake.Core;
using Cake.Core.IO;

namespace Cake.Az;

/// <summary>Gets the account that the Azure CLI is signed in to.</summary>
/// <param name="context">The context.</param>
public sealed class AzAccountShow(ICakeContext context) : AzTool<AzSettings>(context)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Gets the account.</summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="AzException">No account is signed in, or the output is not an account.</exception>
    /// <exception cref="CakeException">The Azure CLI is not found.</exception>
    public AzAccount Show(AzSettings settings)
    {
        string answer = Ask(settings, new ProcessArgumentBuilder().Append("account").Append("show"));
        try
        {
            return JsonSerializer.Deserialize<AzAccount>(answer, Json)
                ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException error)
        {
            throw new AzException($"'az account show' did not answer with an account: {error.Message}", error);
        }
    }
}

/// <summary>The account that the Azure CLI is signed in to: <c>az account show</c>.</summary>
/// <param name="Id">The subscription's GUID.</param>
/// <param name="Name">The subscription's name.</param>
/// <param name="TenantId">The tenant's GUID.</param>
/// <param name="EnvironmentName">
/// The cloud: <c>AzureCloud</c>, <c>AzureUSGovernment</c>, <c>AzureChinaCloud</c> or another.
/// </param>
/// <param name="User">The signed-in user; null if the CLI does not report it.</param>
public sealed record AzAccount(string Id, string Name, string TenantId, string EnvironmentName, AzUser? User = null);

/// <summary>The signed-in user.</summary>
/// <param name="Name">A person's sign-in name, or an application's id.</param>
/// <param name="Type"><c>user</c> or <c>servicePrincipal</c>.</param>
public sealed record AzUser(string Name, string Type);
