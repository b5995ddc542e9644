using Cake.Az;
using Cake.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Settings;

namespace Build.Run;

/// <summary>Fills in what the settings leave to the account that the Azure CLI is signed in to.</summary>
internal static class SignedInAccount
{
    private const string Az = "az account show";
    private const string SubscriptionVariable = "AZURE_SUBSCRIPTION_ID";
    private const string TenantVariable = "AZURE_TENANT_ID";

    /// <summary>Subscription and tenant where the settings leave them out.</summary>
    /// <param name="context">Cake's surroundings, in which the Azure CLI is found.</param>
    /// <param name="settings">The settings as they were read.</param>
    /// <param name="variables">
    /// The environment: <c>AZURE_SUBSCRIPTION_ID</c> and <c>AZURE_TENANT_ID</c> count before the Azure CLI is asked, as in the
    /// Azure SDK.
    /// </param>
    /// <returns>Nothing where the settings give both.</returns>
    /// <exception cref="SettingsException">The subscription is needed and nobody knows it; the message says what to type.</exception>
    public static IReadOnlyList<SettingValue> Find(
        ICakeContext context,
        JumpboxSettings settings,
        IReadOnlyDictionary<string, string> variables
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(variables);
        if (AzureCloud.Find(settings.Cloud) is not AzureCloud cloud)
        {
            // LocalAzure's world has the network, so its subscription is the one.
            return settings.Subscription is null
                ?
                [
                    new SettingValue(
                        "subscription",
                        settings.Network.BuildSubnetId.SubscriptionId,
                        "from network.buildSubnetId"
                    ),
                ]
                : [];
        }
        string? subscription = settings.Subscription ?? Value(variables, SubscriptionVariable);
        string? tenant = settings.Tenant ?? Value(variables, TenantVariable);
        AzAccount? account = subscription is null || tenant is null ? Ask(context, cloud, subscription) : null;
        List<SettingValue> found = [];
        Add("subscription", settings.Subscription, subscription, SubscriptionVariable, account?.Id);
        Add("tenant", settings.Tenant, tenant, TenantVariable, account?.TenantId);
        return found;

        void Add(string name, string? set, string? known, string variable, string? ofAz)
        {
            if (set is null && (known ?? ofAz) is { } value)
            {
                found.Add(new SettingValue(name, value, known is null ? Az : variable));
            }
        }
    }

    // The tenant alone can stay open: whoever signs in knows its own. Without a subscription there is nothing to work in.
    private static AzAccount? Ask(ICakeContext context, AzureCloud cloud, string? subscription)
    {
        try
        {
            AzAccount account = context.AzAccountShow(new AzSettings { Subscription = subscription });
            return AzureCloud.Find(account.EnvironmentName) == cloud
                ? account
                : throw new SettingsException(
                    $"az is signed in to {account.EnvironmentName}, but the settings specify the cloud '{cloud.Name}'. "
                        + $"Run: az cloud set --name {NameInAz(cloud)} && az login. Or set 'cloud' to the one that az uses."
                );
        }
        catch (AzException) when (subscription is not null)
        {
            return null;
        }
        catch (AzException error) when (error.AsksToSignIn)
        {
            throw new SettingsException(
                "The settings specify no subscription, and az is not signed in, so there is none to use. Run: az login. "
                    + "If you have several subscriptions, then run: az account set --subscription NAME. Or set 'subscription' in "
                    + "jumpbox.json."
            );
        }
        catch (AzException error)
        {
            throw new SettingsException(
                $"The settings specify no subscription, and az reports none. {error.Message} Set 'subscription' in jumpbox.json."
            );
        }
        catch (CakeException) when (subscription is not null)
        {
            return null;
        }
        catch (CakeException)
        {
            throw new SettingsException(
                "The settings specify no subscription, and the Azure CLI, which could supply one, is not on the PATH. Set "
                    + "'subscription' in jumpbox.json, or install the CLI (https://aka.ms/azure-cli) and run: az login."
            );
        }
    }

    private static string NameInAz(AzureCloud cloud) =>
        cloud == AzureCloud.Government ? "AzureUSGovernment"
        : cloud == AzureCloud.China ? "AzureChinaCloud"
        : "AzureCloud";

    private static string? Value(IReadOnlyDictionary<string, string> variables, string name) =>
        variables.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
