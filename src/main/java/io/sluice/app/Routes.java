package io.sluice.app;

import io.sluice.ftrack.FtrackConfig;
import io.sluice.ftrack.FtrackServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;
import java.util.Objects;

/** The route table: every filter and every address there is. */
final class Routes {
  private final ServletContext context;

  private Routes(ServletContext context) {
    this.context = context;
  }

  static void register(ServletContext context, Sluice sluice) {
    Routes routes = new Routes(context);
    routes.filter("request", new RequestFilter(sluice.registry()));
    if (!sluice.front().isPresent()) {
      routes.filter("cors", new CorsFilter(sluice.config().corsOrigins()));
    }
    routes.filter("error", new ErrorFilter());

    FtrackConfig ftrack = sluice.config().ftrack();
    if (ftrack != null) {
      Servlet door =
          new FtrackServlet(
              ftrack,
              Objects.requireNonNull(sluice.stores().get(ftrack.store())),
              sluice.front(),
              sluice.work(),
              sluice.clock(),
              sluice.registry());
      routes.servlet("ftrack", door, FtrackServlet.ADDRESSES.toArray(String[]::new));
      if (sluice.front().isPresent()) {
        routes.addTo("ftrack", FtrackServlet.AUTHORIZE);
      }
    }

    routes.servlet("health", new HealthServlet(sluice), "/health/live", "/health/ready");
    routes.servlet(
        "metrics",
        new MetricsServlet(sluice.registry(), sluice.config().metricsToken()),
        "/metrics");
    routes.servlet("nothing", new NothingServlet(), "/");
  }

  private void filter(String name, Filter filter) {
    FilterRegistration.Dynamic registration = context.addFilter(name, filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
  }

  private void servlet(String name, Servlet servlet, String... addresses) {
    ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
    registration.setAsyncSupported(true);
    registration.addMapping(addresses);
  }

  private void addTo(String name, String address) {
    Objects.requireNonNull(context.getServletRegistration(name)).addMapping(address);
  }
}
