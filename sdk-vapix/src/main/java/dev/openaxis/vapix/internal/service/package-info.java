/**
 * Web services of devices in their two forms: SOAP 1.2 on one path for all of them, and JSON on a path of each service
 * (VAPIX entry-service-api, physical-access-control). Both say what is wrong in a {@link
 * dev.openaxis.vapix.internal.service.ServiceFault}. Start reading at {@link
 * dev.openaxis.vapix.internal.service.SoapService}.
 */
@NullMarked
package dev.openaxis.vapix.internal.service;

import org.jspecify.annotations.NullMarked;
