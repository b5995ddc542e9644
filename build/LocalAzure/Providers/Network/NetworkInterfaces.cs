namespace LocalAzure.Providers.Network;

/// <summary>Network interfaces as documents: what build machines have, and what others put into groups.</summary>
internal sealed class NetworkInterfaces(ControlPlane plane) : NetworkType(plane, TypeName)
{
    public const string TypeName = "Microsoft.Network/networkInterfaces";
}
