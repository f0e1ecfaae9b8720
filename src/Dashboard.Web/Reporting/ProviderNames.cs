using Dashboard.Core.Providers;

namespace Dashboard.Web.Reporting;

/// <summary>
/// The providers that this process knows by name. One for all pages, because a process shows one workspace, and because words are made
/// in many places that nothing is handed to; what decides about mail asks the rules in force instead.
/// </summary>
public static class ProviderNames
{
    private static Func<ProviderDirectory> _inForce = () => ProviderDirectory.Default;

    /// <summary>The product's providers and the workspace's own.</summary>
    public static ProviderDirectory InForce => _inForce();

    /// <summary>Says where the directory in force is to be found; at start.</summary>
    public static void Follow(Func<ProviderDirectory> inForce) => _inForce = inForce;
}
