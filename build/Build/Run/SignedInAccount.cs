using Cake.Az;
using Cake.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Settings;

namespace Build.Run;

/// <summary>Fills in settings from the account that the Azure CLI is signed in to.</summary>
internal static class SignedInAccount
{
    /// <summary>Returns subscription and tenant as overrides if the settings omit them.</summary>
    /// <param name="context">The Cake context, to run the Azure CLI.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="variables">
    /// The environment: <c>AZURE_SUBSCRIPTION_ID</c> and <c>AZURE_TENANT_ID</c> have precedence over the Azure CLI, as in the
    /// Azure SDK.
    /// </param>
    /// <returns>Empty if the settings have both.</returns>
    /// <exception cref="SettingsException">
    /// The subscription is required and unknown; the message says what to type.
    /// </exception>
    public static IReadOnlyList<string> Overrides(
        ICakeContext context,
        JumpboxSettings settings,
        IReadOnlyDictionary<string, string> variables
    )
    {
        if (AzureCloud.Find(settings.Cloud) is not AzureCloud cloud)
        {
            // The network is in LocalAzure's world, and therefore in its subscription.
            return settings.Subscription is null
                ? [$"subscription={settings.Network.BuildSubnetId.SubscriptionId}"]
                : [];
        }
        string? subscription = settings.Subscription ?? Value(variables, "AZURE_SUBSCRIPTION_ID");
        string? tenant = settings.Tenant ?? Value(variables, "AZURE_TENANT_ID");
        if (subscription is null || tenant is null)
        {
            AzAccount? account = Ask(context, cloud, subscription);
            subscription ??= account?.Id;
            tenant ??= account?.TenantId;
        }
        List<string> overrides = [];
        Add("subscription", settings.Subscription, subscription);
        Add("tenant", settings.Tenant, tenant);
        return overrides;

        void Add(string name, string? set, string? found)
        {
            if (set is null && found is not null)
            {
                overrides.Add($"{name}={found}");
            }
        }
    }

    // A missing tenant is acceptable, because the credential has its own. Without a subscription nothing can be done.
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
        catch (AzException error) when (error.RequiresSignIn)
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
